import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Account } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import { describeIdentity } from '../../ports/conformance/identity.ts';
import type { CodePurpose } from '../../ports/credentials.ts';
import { type CognitoServer, startCognitoServer } from '../../testing/cognito/cognito-server.ts';
import { findFreePort } from '../../testing/servers/free-port.ts';
import { createSecrets } from '../node-crypto/secrets.ts';
import { openSqlite } from '../sql/drivers/open-sqlite.ts';
import { migrate } from '../sql/migrations/migrate.ts';
import { createSqlCredentials } from '../sql/stores/credentials.ts';
import { createCognitoIdentity } from './cognito-identity.ts';

let cognito: CognitoServer;
before(async () => {
  cognito = await startCognitoServer();
});
after(() => cognito[Symbol.asyncDispose]());

const sources: Record<CodePurpose, readonly string[]> = {
  'confirm-account': ['SignUp', 'ResendCode'],
  // An unconfirmed account resets its password with the confirmation code.
  'reset-password': ['ForgotPassword', 'ResendCode'],
  'change-email': ['UpdateUserAttribute'],
};

const browser = 'digest-of-a-browser';
const prove = (code: string) => ({ code, browser });
const registrant = (code: string) => ({ code, browser, isRegistrant: true });
const choose = (password: string) => ({ password, check: async () => {} });

async function createHarness(endpoint = cognito.endpoint) {
  const database = await openSqlite(':memory:');
  await migrate(database);
  const clock = { now: () => Date.now() };
  const secrets = createSecrets(new Uint8Array(32).fill(7), clock);
  const write = () => undefined;
  const log = { debug: write, info: write, warn: write, error: write };
  const credentials = createSqlCredentials(database);
  const { clientSecret, ...endpointSettings } = cognito.settings;
  const identity = createCognitoIdentity({
    ...{ ...endpointSettings, endpoint, clientSecret: { reveal: () => clientSecret } },
    ...{ credentials, secrets, clock, log },
  });
  return {
    identity,
    credentials,
    async createAccount(): Promise<Account> {
      const id = secrets.createId<AccountId>();
      return {
        id,
        username: `member-${id}`,
        email: `${id}@example.org`,
        displayName: 'Ada',
        bio: '',
        role: 'member',
        createdAt: clock.now(),
        usage: { photos: 0, publicPhotos: 0, bytes: 0, unfinished: 0 },
      };
    },
    async latestCode({ id, email }: Account, purpose: CodePurpose): Promise<string> {
      const sent = cognito
        .sentCodes()
        .findLast(
          ({ username, source, to }) =>
            username === id && sources[purpose].includes(source) && to.endsWith(email),
        );
      assert.ok(sent, `a code was mailed for ${purpose}`);
      return sent.code;
    },
    async [Symbol.asyncDispose]() {
      identity[Symbol.dispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

describeIdentity('identity by Cognito', () => createHarness());

describe('Cognito', () => {
  let harness: Awaited<ReturnType<typeof createHarness>>;
  let account: Account;
  const password = 'correct horse battery';
  const another = 'another horse battery';

  beforeEach(async () => {
    harness = await createHarness();
    account = { ...(await harness.createAccount()), confirmedAt: 1 };
    cognito.requests.length = 0;
  });
  afterEach(() => harness[Symbol.asyncDispose]());

  const asked = (name: string) => cognito.requests.filter((request) => request.name === name);
  const hashFor = (username: string) =>
    createHmac('sha256', cognito.settings.clientSecret)
      .update(username + cognito.settings.clientId)
      .digest('base64');

  describe('receives', () => {
    it('the secret hash and the account’s id', async () => {
      await harness.identity.register(account, password, browser);
      await harness.identity.confirm(
        account,
        registrant(await harness.latestCode(account, 'confirm-account')),
      );
      await harness.identity.checkPassword(account, password);
      await harness.identity.isStillValid(account);
      const [signUp] = asked('SignUp');
      const expected = { Username: account.id, SecretHash: hashFor(account.id), Password: password };
      assert.partialDeepStrictEqual(signUp?.body, expected);
      assert.deepEqual(signUp?.body.UserAttributes, [{ Name: 'email', Value: account.email }]);
      const [logIn, refresh] = asked('InitiateAuth').map(({ body }) => body);
      assert.deepEqual(logIn?.AuthParameters, {
        ...{ USERNAME: account.id, PASSWORD: password, SECRET_HASH: hashFor(account.id) },
      });
      assert.equal(refresh?.AuthFlow, 'REFRESH_TOKEN_AUTH');
      assert.partialDeepStrictEqual(refresh?.AuthParameters, { SECRET_HASH: hashFor(account.id) });
    });

    it('the same request for an unknown account, under an unused name', async () => {
      await harness.identity.setPassword(account, password);
      for (const whom of [account, undefined, undefined])
        assert.equal(await harness.identity.checkPassword(whom, another), 'wrong');
      const names = asked('InitiateAuth').map(
        ({ body }) => (body.AuthParameters as Record<string, string>).USERNAME,
      );
      assert.equal(names.length, 3);
      assert.equal(new Set(names).size, 3);
    });

    it('the request to create users without a mail', async () => {
      const mails = cognito.sentCodes().length;
      await harness.identity.setPassword(account, password);
      assert.equal(asked('AdminCreateUser')[0]?.body.MessageAction, 'SUPPRESS');
      assert.equal(asked('AdminSetUserPassword')[0]?.body.Permanent, true);
      assert.equal(cognito.sentCodes().length, mails);
    });

    it('the same password for each Unicode normal form', async () => {
      await harness.identity.setPassword(account, 'Café au lait'.normalize('NFD'));
      assert.equal(
        await harness.identity.checkPassword(account, 'Café au lait'.normalize('NFC')),
        'accepted',
      );
    });

    it('the request to sign an account out after a new password', async () => {
      const signOuts = () => asked('AdminUserGlobalSignOut').length;
      await harness.identity.setPassword(account, password);
      assert.equal(signOuts(), 1);
      await harness.identity.changePassword(account, password, another);
      assert.equal(signOuts(), 2);
      await harness.identity.startPasswordReset(account, browser);
      const code = await harness.latestCode(account, 'reset-password');
      await harness.identity.resetPassword(account, prove(code), choose(password));
      assert.equal(signOuts(), 3);
    });
  });

  it('sets a new password even if signing out fails', async () => {
    await harness.identity.setPassword(account, password);
    const fail = () => cognito.failNext({ name: 'AdminUserGlobalSignOut', type: 'SomethingNewException' });
    fail();
    await harness.identity.changePassword(account, password, another);
    assert.equal(await harness.identity.checkPassword(account, another), 'accepted');
    await harness.identity.startPasswordReset(account, browser);
    fail();
    const code = await harness.latestCode(account, 'reset-password');
    assert.equal(await harness.identity.resetPassword(account, prove(code), choose(password)), 'reset');
  });

  describe('after a lost response', () => {
    it('registers again with the latest password', async () => {
      account = await harness.createAccount();
      await harness.identity.register(account, password, browser);
      await harness.identity.register(account, another, browser);
      await harness.identity.confirm(
        account,
        registrant(await harness.latestCode(account, 'confirm-account')),
      );
      assert.equal(await harness.identity.checkPassword(account, password), 'wrong');
      assert.equal(await harness.identity.checkPassword(account, another), 'accepted');
    });
  });

  it('keeps the email until the new one is confirmed', async () => {
    await harness.identity.setPassword(account, password);
    await harness.identity.checkPassword(account, password);
    await harness.identity.startEmailChange(account, 'new@example.org', browser);
    await harness.identity.startPasswordReset(account, browser);
    const [change, reset] = cognito.sentCodes().slice(-2);
    assert.deepEqual([change?.to, reset?.to], ['new@example.org', account.email]);
    assert.equal(
      await harness.identity.confirmEmailChange(account, prove(change?.code ?? '')),
      'new@example.org',
    );
  });

  it('accepts no refresh token of another account', async () => {
    const other = { ...(await harness.createAccount()), confirmedAt: 1 };
    await harness.identity.setPassword(account, password);
    await harness.identity.checkPassword(account, password);
    const encrypted = await harness.credentials.findRefreshToken(account.id);
    // A token begins like this and continues with a dot, which no encrypted value contains.
    assert.ok(encrypted && !/eyJ[\w-]+\./u.test(encrypted), 'unreadable');
    await harness.credentials.setRefreshToken(other.id, encrypted);
    assert.equal(await harness.identity.isStillValid(other), false);
  });

  describe('refuses', () => {
    const field = (path: string) => (error: { code?: string; errors?: { path: string }[] }) =>
      error.code === 'invalid-request' && error.errors?.[0]?.path === path;

    it('an invalid password, and names its field', async () => {
      const { identity } = harness;
      await identity.setPassword(account, password);
      await identity.checkPassword(account, password);
      for (const bad of ['short', ' blank before', 'blank behind ']) {
        await assert.rejects(identity.changePassword(account, password, bad), field('newPassword'), bad);
        const { confirmedAt: _, ...fresh } = await harness.createAccount();
        await assert.rejects(identity.register(fresh, bad, browser), field('password'), bad);
      }
      assert.equal(await identity.checkPassword(account, password), 'accepted');
    });

    it('an invalid email, and names its field', async () => {
      const message = 'Invalid email address format.';
      cognito.failNext({ name: 'SignUp', type: 'InvalidParameterException', message });
      await assert.rejects(harness.identity.register(account, password, browser), field('email'));
    });

    it('a temporary password', async () => {
      const user = { UserPoolId: cognito.settings.poolId, Username: account.id };
      const temporary = { MessageAction: 'SUPPRESS', TemporaryPassword: password } as const;
      await cognito.client.send(new AdminCreateUserCommand({ ...user, ...temporary }));
      assert.equal(await harness.identity.checkPassword(account, password), 'wrong');
    });

    it('too many attempts, and returns the time to retry', async () => {
      for (const [type, retryAfter] of [
        ['LimitExceededException', 900],
        ['TooManyFailedAttemptsException', 900],
      ] as const) {
        // The SDK retries requests that look throttled three times.
        cognito.failNext({ name: 'ConfirmSignUp', type, times: type.startsWith('Limit') ? 3 : 1 });
        await assert.rejects(harness.identity.confirm(account, registrant('123456')), {
          ...{ name: 'AppError', code: 'too-many-requests', retryAfter },
        });
      }
    });
  });

  describe('fails', () => {
    const faults: [what: string, type: string, message: string, hint: RegExp][] = [
      [
        'a wrong client',
        'ResourceNotFoundException',
        'User pool client x does not exist.',
        /VITRINE_IDENTITY_URL/u,
      ],
      [
        'a wrong secret',
        'NotAuthorizedException',
        'Unable to verify secret hash for client x',
        /VITRINE_IDENTITY_SECRET/u,
      ],
      [
        'a flow that is off',
        'InvalidParameterException',
        'USER_PASSWORD_AUTH flow not enabled for this client',
        /ALLOW_USER_PASSWORD_AUTH/u,
      ],
      [
        'a client that reveals users',
        'UserNotFoundException',
        'User does not exist.',
        /PreventUserExistenceErrors/u,
      ],
      ['a wrong clock', 'InvalidSignatureException', 'Signature expired', /clock/u],
      ['missing rights', 'AccessDeniedException', 'not authorized', /docs\/backends\.md/u],
      ['wrong keys', 'UnrecognizedClientException', 'The security token is invalid', /AWS credentials/u],
      ['a broken trigger', 'UserLambdaValidationException', 'PreAuthentication failed', /Lambda trigger/u],
    ];
    for (const [what, type, message, hint] of faults)
      it(`at the start because of ${what}, and names a remedy`, async () => {
        // The SDK sets its clock from the response and retries.
        const times = type === 'InvalidSignatureException' ? 3 : 1;
        cognito.failNext({ name: 'InitiateAuth', type, message, times });
        await assert.rejects(harness.identity.check(), (error: Error) => {
          assert.equal((error as { code?: string }).code, 'unavailable');
          assert.doesNotMatch(error.message, /cognito|AWS|secret/iu, 'what a person is told');
          assert.match((error.cause as Error).message, hint);
          return true;
        });
        await harness.identity.check();
      });

    it('at the start if the pool is missing, but not once it has answered', async () => {
      cognito.failNext({ name: 'AdminGetUser', type: 'ResourceNotFoundException' });
      await assert.rejects(harness.identity.check());
      await harness.identity.check();
      cognito.requests.length = 0;
      await harness.identity.check();
      assert.deepEqual(cognito.requests, []);
    });

    it('with an error, not with a wrong password, if its settings are wrong', async () => {
      await harness.identity.setPassword(account, password);
      const message = 'Unable to verify secret hash for client x';
      cognito.failNext({ name: 'InitiateAuth', type: 'NotAuthorizedException', message });
      await assert.rejects(harness.identity.checkPassword(account, password), { code: 'unavailable' });
      await harness.identity.checkPassword(account, password);
    });

    it('with an application error, whatever error Cognito returns', async () => {
      const { identity } = harness;
      const operations: [name: string, call: () => Promise<unknown>][] = [
        ['SignUp', () => identity.register(account, password, browser)],
        ['ResendConfirmationCode', () => identity.resendConfirmation(account, browser)],
        ['ConfirmSignUp', () => identity.confirm(account, registrant('123456'))],
        ['InitiateAuth', () => identity.checkPassword(account, password)],
        ['AdminGetUser', () => identity.startPasswordReset(account, browser)],
        ['AdminGetUser', () => identity.setPassword(account, password)],
        ['AdminUpdateUserAttributes', () => identity.startEmailChange(account, 'new@example.org', browser)],
        ['AdminUserGlobalSignOut', () => identity.endSessions(account)],
        ['AdminDeleteUser', () => identity.remove(account)],
      ];
      for (const [name, call] of operations) {
        cognito.failNext({ name, type: 'SomethingNewException', message: account.email });
        await assert.rejects(call(), { name: 'AppError', code: 'unavailable', retryAfter: 10 }, name);
      }
    });

    it('if nothing listens at the endpoint, and names a remedy', async () => {
      await using other = await createHarness(`http://127.0.0.1:${await findFreePort()}`);
      await assert.rejects(other.identity.check(), (error: Error) =>
        /cannot be reached.*endpoint in VITRINE_IDENTITY_URL/u.test((error.cause as Error).message),
      );
      await other.credentials.setRefreshToken(account.id, (await storedRefreshToken()) ?? '');
      assert.equal(await other.identity.isStillValid(account), true, 'sessions go on');
    });

    async function storedRefreshToken() {
      await harness.identity.setPassword(account, password);
      await harness.identity.checkPassword(account, password);
      return harness.credentials.findRefreshToken(account.id);
    }
  });
});
