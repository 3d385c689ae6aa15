import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import * as errors from 'cognito-local/lib/errors.js';
import type { Services } from 'cognito-local/lib/services/index.js';
import { Targets } from 'cognito-local/lib/targets/targets.js';
import {
  checkClient,
  checkPassword,
  emailOf,
  isVerified,
  notAuthorized,
  type Pool,
  withAttributes,
} from './pool-checks.ts';
import { type PoolSettings, type SentCode, sentCodesFile } from './user-pool.ts';

/* biome-ignore lint/suspicious/noExplicitAny: requests and answers of every operation pass through here */
type Body = Record<string, any>;
type Context = Parameters<Services['cognito']['getUserPool']>[0];
type Handler = (context: Context, request: Body) => Promise<Body>;
type Wrapper = (services: Services, context: Context, request: Body, next: Handler) => Promise<Body>;

/**
 * Adds Amazon's checks and missing operations to cognito-local, by
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/. The pool has no aliases; its client
 * has a secret and `PreventUserExistenceErrors`; an e-mail address stays until the new one is verified.
 */
export function makeStrict(settings: PoolSettings): void {
  const table = Targets as unknown as Record<string, ((services: Services) => Handler) | undefined>;
  const issued = new Map<string, string[]>();
  const revoked = new Set<string>();
  let codes = 0;
  const jwks = createRequire(import.meta.url)('cognito-local/lib/keys/cognitoLocal.public.json') as Body;
  const verifier = CognitoJwtVerifier.create({
    userPoolId: settings.poolId,
    clientId: settings.clientId,
    tokenUse: 'access',
  });
  verifier.cacheJwks({ keys: [jwks.jwk] });

  function wrap(names: string[], wrapper: Wrapper) {
    for (const name of names) {
      const original = table[name];
      table[name] = (services) => {
        services.messages.deliver = async (_context, source, _client, _pool, user, code, _data, details) => {
          const mail: SentCode = { source, username: user.Username, to: details.Destination, code };
          appendFileSync(sentCodesFile, `${JSON.stringify(mail)}\n`);
        };
        // Random codes may collide and prove another purpose, so codes count up.
        services.otp = () => String(++codes).padStart(6, '0');
        const next = original?.(services) ?? (() => Promise.reject(new errors.UnsupportedError(name)));
        return (context, request) => wrapper(services, context, request, next as Handler);
      };
    }
  }

  const poolOf = (services: Services, context: Context) =>
    services.cognito.getUserPool(context, settings.poolId);
  const find = async (pool: Pool, context: Context, username: string) =>
    (await pool.getUserByUsername(context, username)) ?? undefined;

  async function checkAccess(services: Services, context: Context, token: string) {
    const claims = await verifier.verify(token).catch(() => {
      throw notAuthorized('Invalid Access Token');
    });
    if (revoked.has(claims.jti)) throw notAuthorized('Access Token has been revoked');
    const pool = await poolOf(services, context);
    const user = await find(pool, context, claims.username);
    if (!user) throw new errors.UserNotFoundError('User does not exist.');
    if (!user.Enabled) throw notAuthorized('User is disabled.');
    return { pool, user };
  }

  wrap(['SignUp'], async (services, context, request, next) => {
    checkClient(settings, request, request.SecretHash, request.Username);
    checkPassword(await poolOf(services, context), request.Password);
    return next(context, request);
  });

  wrap(['ConfirmSignUp'], async (services, context, request, next) => {
    checkClient(settings, request, request.SecretHash, request.Username);
    const pool = await poolOf(services, context);
    const user = await find(pool, context, request.Username);
    if (!user?.Enabled) throw new errors.ExpiredCodeError();
    if (user.UserStatus !== 'UNCONFIRMED')
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.UserStatus}`);
    await next(context, request);
    const confirmed = (await find(pool, context, request.Username)) ?? user;
    await pool.saveUser(context, withAttributes(confirmed, { email_verified: 'true' }));
    return {};
  });

  /* An operation that cognito-local lacks. */
  wrap(['ResendConfirmationCode'], async (services, context, request) => {
    checkClient(settings, request, request.SecretHash, request.Username);
    const pool = await poolOf(services, context);
    const user = await find(pool, context, request.Username);
    const CodeDeliveryDetails = {
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: '***',
    } as const;
    if (!user?.Enabled) return { CodeDeliveryDetails };
    if (user.UserStatus !== 'UNCONFIRMED')
      throw new errors.InvalidParameterError('User is already confirmed.');
    const code = services.otp();
    const details = { ...CodeDeliveryDetails, Destination: emailOf(user) };
    await services.messages.deliver(
      context,
      'ResendCode',
      null,
      settings.poolId,
      user,
      code,
      undefined,
      details,
    );
    await pool.saveUser(context, { ...user, ConfirmationCode: code });
    return { CodeDeliveryDetails };
  });

  wrap(['InitiateAuth'], async (services, context, request, next) => {
    const { AuthFlow, AuthParameters = {} } = request;
    const pool = await poolOf(services, context);
    const isRefresh = AuthFlow === 'REFRESH_TOKEN_AUTH';
    if (!isRefresh && AuthFlow !== 'USER_PASSWORD_AUTH')
      throw new errors.InvalidParameterError(`${AuthFlow} flow not enabled for this client`);
    const user = isRefresh
      ? await pool.getUserByRefreshToken(context, AuthParameters.REFRESH_TOKEN ?? '')
      : await find(pool, context, AuthParameters.USERNAME ?? '');
    // cognito-local finds the user of a revoked token. Amazon refuses the token.
    if (isRefresh && !user) throw notAuthorized('Refresh Token has been revoked');
    checkClient(
      settings,
      request,
      AuthParameters.SECRET_HASH,
      user?.Username ?? AuthParameters.USERNAME ?? '',
    );
    if (!isRefresh && !AuthParameters.PASSWORD)
      throw new errors.InvalidParameterError('Missing required parameter PASSWORD');
    if (!user) throw notAuthorized();
    if (!user.Enabled) throw notAuthorized('User is disabled.');
    if (!isRefresh && user.Password !== AuthParameters.PASSWORD) throw notAuthorized();
    const answer = await next(context, request);
    const result = answer.AuthenticationResult;
    if (!result) return answer;
    const { jti } = await verifier.verify(result.AccessToken);
    issued.set(user.Username, [...(issued.get(user.Username) ?? []), jti]);
    return { ...answer, AuthenticationResult: { ...result, ExpiresIn: 3600, TokenType: 'Bearer' } };
  });

  wrap(['ForgotPassword'], async (services, context, request, next) => {
    checkClient(settings, request, request.SecretHash, request.Username);
    const user = await find(await poolOf(services, context), context, request.Username);
    if (!user?.Enabled || !isVerified(user)) return { CodeDeliveryDetails: { Destination: '***' } };
    return next(context, request);
  });

  wrap(['ConfirmForgotPassword'], async (services, context, request, next) => {
    checkClient(settings, request, request.SecretHash, request.Username);
    const pool = await poolOf(services, context);
    checkPassword(pool, request.Password);
    const user = await find(pool, context, request.Username);
    if (!user?.Enabled) throw new errors.CodeMismatchError();
    if (user.ConfirmationCode === undefined) throw new errors.ExpiredCodeError();
    return next(context, request);
  });

  wrap(['GetUser', 'VerifyUserAttribute'], async (services, context, request, next) => {
    await checkAccess(services, context, request.AccessToken);
    return next(context, request);
  });

  wrap(['ChangePassword'], async (services, context, request, next) => {
    const { pool, user } = await checkAccess(services, context, request.AccessToken);
    checkPassword(pool, request.ProposedPassword);
    if (request.PreviousPassword !== user.Password) throw notAuthorized();
    return next(context, request);
  });

  /* An operation that cognito-local lacks: revokes refresh tokens, and access tokens for verifiers that ask Cognito. */
  wrap(['AdminUserGlobalSignOut'], async (services, context, request) => {
    const pool = await services.cognito.getUserPool(context, request.UserPoolId);
    const user = await find(pool, context, request.Username);
    if (!user) throw new errors.UserNotFoundError('User does not exist.');
    for (const jti of issued.get(user.Username) ?? []) revoked.add(jti);
    await pool.saveUser(context, { ...user, RefreshTokens: [] });
    return {};
  });

  wrap(['AdminSetUserPassword'], async (services, context, request, next) => {
    checkPassword(await services.cognito.getUserPool(context, request.UserPoolId), request.Password);
    return next(context, request);
  });

  /* A new e-mail address stays pending until its owner enters the mailed code. */
  wrap(['AdminUpdateUserAttributes'], async (services, context, request) => {
    const pool = await services.cognito.getUserPool(context, request.UserPoolId);
    const user = await find(pool, context, request.Username);
    if (!user) throw new errors.UserNotFoundError('User does not exist.');
    const changed: Record<string, string> = Object.fromEntries(
      request.UserAttributes.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]),
    );
    const { email, email_verified } = changed;
    const { UnverifiedAttributeChanges: _, AttributeVerificationCode: __, ...settled } = user;
    if (email === undefined || email_verified === 'true') {
      await pool.saveUser(context, withAttributes(settled, changed));
      return {};
    }
    const code = services.otp();
    await pool.saveUser(context, {
      ...settled,
      UnverifiedAttributeChanges: [{ Name: 'email', Value: email }],
      AttributeVerificationCode: code,
    });
    const details = { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: email } as const;
    const source = 'UpdateUserAttribute';
    await services.messages.deliver(context, source, null, settings.poolId, user, code, undefined, details);
    return {};
  });

  /* Unchanged, but records its mails. */
  wrap(['AdminCreateUser'], async (_services, context, request, next) => next(context, request));
}
