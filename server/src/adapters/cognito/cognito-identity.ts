import {
  AdminDeleteUserCommand,
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { type Account, emailKey } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CredentialStore } from '../../ports/credentials.ts';
import type { Identity } from '../../ports/identity.ts';
import type { Log } from '../../ports/log.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { createAwaitedResets } from './awaited-resets.ts';
import { createSettingsCheck } from './check-settings.ts';
import { isRefusal, misconfigured, translateErrors } from './cognito-errors.ts';
import { createGrants } from './grants.ts';
import { acceptablePassword, normalPassword } from './passwords.ts';
import { createTokenVerifier } from './token-verifier.ts';
import { createUserPool, type UserPoolPlace } from './user-pool.ts';
import { createUsers, email, unlessAbsent } from './users.ts';

export type CognitoIdentityOptions = UserPoolPlace & {
  credentials: CredentialStore;
  secrets: Secrets;
  clock: Clock;
  log: Log;
};

export type CognitoIdentity = Identity & Disposable & { check(): Promise<void> };

/* Cognito's answers to a code that is not, or no longer, the right one, or of nobody it knows. */
const wrongCode = [
  'CodeMismatchException',
  'ExpiredCodeException',
  'UserNotFoundException',
  'NotAuthorizedException',
];
const noMatch = ['NotAuthorizedException', 'UserNotFoundException', 'PasswordResetRequiredException'];

/** Accounts whose passwords an Amazon Cognito user pool keeps, each under the account's id as its user name. */
export function createCognitoIdentity(options: CognitoIdentityOptions): CognitoIdentity {
  const { credentials, secrets, log } = options;
  const pool = createUserPool(options);
  const grants = createGrants(pool, options);
  const resets = createAwaitedResets(options);
  const users = createUsers(pool);
  const verifyToken = createTokenVerifier(options);

  async function signOut(account: Account): Promise<void> {
    await unlessAbsent(pool.send(new AdminUserGlobalSignOutCommand(pool.asAdministrator(account.id))));
  }
  async function removeUser(account: Account): Promise<void> {
    await unlessAbsent(pool.send(new AdminDeleteUserCommand(pool.asAdministrator(account.id))));
  }

  /** The tokens, or why there are none. */
  async function logIn(username: string, password: string) {
    // Nobody's, and Cognito would call it a malformed request.
    if (password === '') return 'wrong';
    try {
      const answer = await pool.logIn(username, normalPassword(password));
      // A password that its operator gave is to be replaced first: by asking for a code.
      if (answer.ChallengeName === 'NEW_PASSWORD_REQUIRED') return 'wrong';
      if (answer.AuthenticationResult?.AccessToken) return answer.AuthenticationResult;
      throw misconfigured(
        `the user pool asks for ${answer.ChallengeName}: switch multi-factor authentication off`,
      );
    } catch (error) {
      if (isRefusal(error, 'UserNotConfirmedException')) return 'unconfirmed';
      if (isRefusal(error, ...noMatch)) return 'wrong';
      throw error;
    }
  }

  return {
    register: (account, password) =>
      translateErrors(async () => {
        const signUp = new SignUpCommand({
          ...pool.asClient(account.id),
          Password: acceptablePassword(password, 'password'),
          UserAttributes: [email(account.email)],
        });
        try {
          await pool.send(signUp);
        } catch (error) {
          if (!isRefusal(error, 'UsernameExistsException')) throw error;
          // Of an attempt whose answer was lost: nobody else has this id.
          await removeUser(account);
          await pool.send(signUp);
        }
      }),

    resendConfirmation: (account) =>
      translateErrors(async () => {
        try {
          await pool.send(new ResendConfirmationCodeCommand(pool.asClient(account.id)));
        } catch (error) {
          // Confirmed there already, by a code whose answer was lost: it is taken again.
          if (!isRefusal(error, 'UserNotFoundException', 'InvalidParameterException')) throw error;
          log.warn({ accountId: account.id }, 'the user pool mails no code to confirm');
        }
      }),

    confirm: (account, code) =>
      translateErrors(async () => {
        if (code === '') return 'wrong-code';
        try {
          await pool.send(new ConfirmSignUpCommand({ ...pool.asClient(account.id), ConfirmationCode: code }));
          return 'confirmed';
        } catch (error) {
          if (!isRefusal(error, ...wrongCode)) throw error;
          // The right code came before, and the answer to it was lost.
          const isProven = account.confirmedAt === undefined && (await users.isConfirmed(account));
          return isProven ? 'confirmed' : 'wrong-code';
        }
      }),

    checkPassword: (account, password) =>
      translateErrors(async () => {
        const tokens = await logIn(account?.id ?? secrets.createId<AccountId>(), password);
        if (typeof tokens === 'string') return tokens;
        if (!account) return 'wrong';
        await grants.keep(account, tokens);
        return 'accepted';
      }),

    startPasswordReset: (account) =>
      translateErrors(async () => {
        try {
          await users.align(account);
          await resets.open(account);
          await pool.send(new ForgotPasswordCommand(pool.asClient(account.id)));
        } catch (error) {
          // Unknown or disabled there, for which Cognito has more than one word: whoever asked is not told.
          if (!isRefusal(error, ...noMatch, 'InvalidParameterException')) throw error;
          log.warn({ accountId: account.id }, 'the user pool mails no code for a new password');
        }
      }),

    resetPassword: (account, code, password) =>
      translateErrors(async () => {
        const Password = acceptablePassword(password, 'password');
        if (code === '' || !(await resets.find(account))) return 'wrong-code';
        try {
          const proof = { ConfirmationCode: code, Password };
          await pool.send(new ConfirmForgotPasswordCommand({ ...pool.asClient(account.id), ...proof }));
        } catch (error) {
          if (isRefusal(error, ...wrongCode)) return 'wrong-code';
          throw error;
        }
        await resets.close(account);
        await signOut(account);
        return 'reset';
      }),

    changePassword: (account, password, newPassword) =>
      translateErrors(async () => {
        const ProposedPassword = acceptablePassword(newPassword, 'newPassword');
        const tokens = await logIn(account.id, password);
        if (typeof tokens === 'string')
          throw new AppError('wrong-credentials', 'The password was changed in the meantime.');
        const { AccessToken } = tokens;
        const PreviousPassword = normalPassword(password);
        await pool.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
        await resets.close(account);
        await signOut(account);
        // For the one session that goes on.
        const again = await logIn(account.id, newPassword);
        if (typeof again !== 'string') await grants.keep(account, again);
      }, 'newPassword'),

    setPassword: (account, password) =>
      translateErrors(async () => {
        await users.setPassword(account, acceptablePassword(password, 'password'));
        await resets.close(account);
        await signOut(account);
      }),

    startEmailChange: (account, address) =>
      translateErrors(async () => {
        await users.restore(account);
        await users.propose(account, address);
      }),

    confirmEmailChange: (account, code) =>
      translateErrors(async () => {
        const AccessToken = code === '' ? undefined : await grants.refresh(account);
        // Asking for another code takes the password, and that brings a grant.
        if (AccessToken === undefined) return undefined;
        try {
          await pool.send(
            new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code: code }),
          );
        } catch (error) {
          if (isRefusal(error, ...wrongCode)) return undefined;
          throw error;
        }
        const { UserAttributes = [] } = await pool.send(new GetUserCommand({ AccessToken }));
        const proven = UserAttributes.find(({ Name }) => Name === 'email')?.Value;
        if (proven === undefined || emailKey(proven) === emailKey(account.email)) return undefined;
        await resets.close(account);
        return proven;
      }),

    async vouchesFor(account) {
      try {
        return (await grants.refresh(account)) !== undefined;
      } catch (error) {
        log.warn({ err: error }, 'the user pool cannot be asked whether an account still stands');
        return true;
      }
    },

    verifyToken,

    endSessions: (account) => translateErrors(() => signOut(account)),

    remove: (account) =>
      translateErrors(async () => {
        await removeUser(account);
        await credentials.removeAll(account.id);
      }),

    check: createSettingsCheck(pool, secrets.createId()),
    [Symbol.dispose]: () => pool[Symbol.dispose](),
  };
}
