import {
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CredentialStore } from '../../ports/credentials.ts';
import type { Identity, NewPassword } from '../../ports/identity.ts';
import type { Log } from '../../ports/log.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { isRefusal, misconfigured, toAppError, translateErrors, wrongCodeErrors } from './cognito-errors.ts';
import { createEmailChange, createRegistration } from './registration.ts';
import { createPendingResets, createRefreshTokens } from './stored-credentials.ts';
import { createTokenVerifier } from './token-verifier.ts';
import { createSettingsCheck, createUserPool, type UserPoolEndpoint } from './user-pool.ts';
import { createUsers, normalizePassword, undefinedIfAbsent, validatePassword } from './users.ts';

export type CognitoIdentityOptions = UserPoolEndpoint & {
  credentials: CredentialStore;
  secrets: Secrets;
  clock: Clock;
  log: Log;
};

export type CognitoIdentity = Identity & Disposable & { check(): Promise<void> };

const wrongPasswordErrors = [
  'NotAuthorizedException',
  'UserNotFoundException',
  'PasswordResetRequiredException',
];

/** Keeps accounts in an Amazon Cognito user pool. The account's id is the user name. */
export function createCognitoIdentity(options: CognitoIdentityOptions): CognitoIdentity {
  const { credentials, secrets, log } = options;
  const pool = createUserPool(options);
  const refreshTokens = createRefreshTokens(pool, options);
  const resets = createPendingResets(options);
  const users = createUsers(pool);
  const registration = createRegistration(pool, users, options);
  const verifyToken = createTokenVerifier(options);

  /** Cognito cannot reset the password of an unconfirmed user, so the confirmation code serves for the reset. */
  const isUnconfirmed = async (account: Account) =>
    account.confirmedAt === undefined && !(await users.isConfirmed(account));

  async function confirmWithCode(account: Account, code: string, chosen: NewPassword) {
    const outcome = await registration.confirm(account, { code, isRegistrant: false }, chosen);
    return outcome === 'confirmed' ? ('reset' as const) : ('wrong-code' as const);
  }

  async function signOut(account: Account): Promise<void> {
    await undefinedIfAbsent(pool.send(new AdminUserGlobalSignOutCommand(pool.asAdministrator(account.id))));
  }

  /** Runs follow-up work. Logs its failure instead of throwing, because the password has changed already. */
  async function afterPasswordChange(account: Account, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const err = toAppError(error).cause;
      log.warn({ err, accountId: account.id }, 'password changed, but signing out of the user pool failed');
    }
  }

  /** Returns the tokens, or the reason for the refusal. */
  async function logIn(username: string, password: string) {
    // Cognito answers an empty password with a validation error; treat it as a wrong password.
    if (password === '') return 'wrong';
    try {
      const answer = await pool.logIn(username, normalizePassword(password));
      // An administrator set a temporary password in the pool, which authenticates nobody.
      if (answer.ChallengeName === 'NEW_PASSWORD_REQUIRED') return 'wrong';
      if (answer.AuthenticationResult?.AccessToken) return answer.AuthenticationResult;
      throw misconfigured(
        `the user pool asks for ${answer.ChallengeName}: switch multi-factor authentication off`,
      );
    } catch (error) {
      if (isRefusal(error, 'UserNotConfirmedException')) return 'unconfirmed';
      if (isRefusal(error, ...wrongPasswordErrors)) return 'wrong';
      throw error;
    }
  }

  return {
    ...registration,
    ...createEmailChange(pool, users, refreshTokens),

    checkPassword: (account, password) =>
      translateErrors(async () => {
        const tokens = await logIn(account?.id ?? secrets.createId<AccountId>(), password);
        if (typeof tokens === 'string') return tokens;
        if (!account) return 'wrong';
        await refreshTokens.keep(account, tokens);
        return 'accepted';
      }),

    startPasswordReset: (account) =>
      translateErrors(async () => {
        if (await isUnconfirmed(account)) return registration.resendConfirmation(account, '');
        try {
          await users.syncEmail(account);
          await resets.open(account);
          await pool.send(new ForgotPasswordCommand(pool.asClient(account.id)));
        } catch (error) {
          // The user is unknown or disabled, which Cognito reports under several names. The caller is not told.
          if (!isRefusal(error, ...wrongPasswordErrors, 'InvalidParameterException')) throw error;
          log.warn({ accountId: account.id }, 'user pool sent no code for a password reset');
        }
      }),

    resetPassword: (account, { code }, chosen) =>
      translateErrors(async () => {
        const Password = validatePassword(chosen.password, 'password');
        if (account && (await isUnconfirmed(account))) return confirmWithCode(account, code, chosen);
        if (code === '' || !(await resets.isPending(account)) || !account) return 'wrong-code';
        await chosen.check();
        try {
          const proof = { ConfirmationCode: code, Password };
          await pool.send(new ConfirmForgotPasswordCommand({ ...pool.asClient(account.id), ...proof }));
        } catch (error) {
          if (isRefusal(error, ...wrongCodeErrors)) return 'wrong-code';
          throw error;
        }
        await afterPasswordChange(account, async () => {
          await resets.close(account);
          await signOut(account);
          await undefinedIfAbsent(users.restoreEmail(account));
        });
        return 'reset';
      }),

    changePassword: (account, password, newPassword) =>
      translateErrors(async () => {
        const ProposedPassword = validatePassword(newPassword, 'newPassword');
        const tokens = await logIn(account.id, password);
        if (typeof tokens === 'string')
          throw new AppError('wrong-credentials', 'The password was changed in the meantime.');
        const { AccessToken } = tokens;
        const PreviousPassword = normalizePassword(password);
        await resets.close(account);
        await pool.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
        await afterPasswordChange(account, async () => {
          await signOut(account);
          // Gets new tokens for the current session.
          const again = await logIn(account.id, newPassword);
          if (typeof again !== 'string') await refreshTokens.keep(account, again);
          await undefinedIfAbsent(users.restoreEmail(account));
        });
      }, 'newPassword'),

    setPassword: (account, password) =>
      translateErrors(async () => {
        const acceptable = validatePassword(password, 'password');
        await resets.close(account);
        await users.setPassword(account, acceptable);
        await afterPasswordChange(account, () => signOut(account));
      }),

    async isStillValid(account) {
      try {
        // An account that was only confirmed has no refresh token, so ask the pool whether the user is enabled.
        return (await refreshTokens.isKept(account))
          ? (await refreshTokens.refresh(account)) !== undefined
          : await users.isEnabled(account);
      } catch (error) {
        const err = toAppError(error).cause;
        log.warn({ err, accountId: account.id }, 'user pool could not verify that an account is still valid');
        return true;
      }
    },

    verifyToken,

    endSessions: (account) => translateErrors(() => signOut(account)),

    removeExpiredCodes: (now) => credentials.removeExpiredCodes(now),

    remove: (account) =>
      translateErrors(async () => {
        await users.remove(account);
        await credentials.removeAll(account.id);
      }),

    check: createSettingsCheck(pool, secrets.createId()),
    [Symbol.dispose]: () => pool[Symbol.dispose](),
  };
}
