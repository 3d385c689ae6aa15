import {
  ConfirmSignUpCommand,
  GetUserCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { type Account, emailKey } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Identity } from '../../ports/identity.ts';
import type { Log } from '../../ports/log.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { isRefusal, translateErrors, wrongCodeErrors } from './cognito-errors.ts';
import type { RefreshTokens } from './stored-credentials.ts';
import type { UserPool } from './user-pool.ts';
import { emailAttribute, type Users, undefinedIfAbsent, validatePassword } from './users.ts';

type Registration = Pick<Identity, 'register' | 'resendConfirmation' | 'confirm'>;

/** Registers accounts in the pool and confirms their email. */
export function createRegistration(
  pool: UserPool,
  users: Users,
  { log, secrets }: { log: Log; secrets: Pick<Secrets, 'createId'> },
): Registration {
  return {
    register: (account, password) =>
      translateErrors(async () => {
        const signUp = new SignUpCommand({
          ...pool.asClient(account.id),
          Password: validatePassword(password, 'password'),
          UserAttributes: [emailAttribute(account.email)],
        });
        try {
          await pool.send(signUp);
        } catch (error) {
          if (!isRefusal(error, 'UsernameExistsException')) throw error;
          // A previous attempt succeeded but its response was lost: nobody else has this id.
          await users.remove(account);
          await pool.send(signUp);
        }
      }),

    resendConfirmation: (account) =>
      translateErrors(async () => {
        try {
          await pool.send(new ResendConfirmationCodeCommand(pool.asClient(account.id)));
        } catch (error) {
          // The user is confirmed already: a previous confirmation succeeded but its response was lost.
          if (!isRefusal(error, 'UserNotFoundException', 'InvalidParameterException')) throw error;
          log.warn({ accountId: account.id }, 'user pool sent no confirmation code');
        }
      }),

    // Cognito checks and uses a code in one step, so the password is requested before the code, also for unknown
    // accounts.
    confirm: (account, { code, isRegistrant }, chosen) =>
      translateErrors(async () => {
        if (!isRegistrant && !chosen) return 'password-needed';
        if (code === '') return 'wrong-code';
        await chosen?.check();
        const password = chosen && validatePassword(chosen.password, 'password');
        const user = account ?? { id: secrets.createId<AccountId>() };
        try {
          await pool.send(new ConfirmSignUpCommand({ ...pool.asClient(user.id), ConfirmationCode: code }));
        } catch (error) {
          if (!isRefusal(error, ...wrongCodeErrors)) throw error;
          // The code was used before and its response was lost. Only the person who chose the password may continue.
          const isProven = isRegistrant && password === undefined && (await users.isConfirmed(user));
          return isProven && account?.confirmedAt === undefined ? 'confirmed' : 'wrong-code';
        }
        if (account && password !== undefined) await replacePassword(account, password);
        return 'confirmed';
      }),
  };

  /** Replaces the first password, which a stranger may have chosen. Removes the user if that fails. */
  async function replacePassword(account: Account, password: string): Promise<void> {
    try {
      await users.setPassword(account, password);
    } catch (error) {
      await users.remove(account);
      throw error;
    }
  }
}

/** Changes an account's email: Vitrine proposes the new one and its owner confirms it. */
export function createEmailChange(
  pool: UserPool,
  users: Users,
  refreshTokens: RefreshTokens,
): Pick<Identity, 'startEmailChange' | 'confirmEmailChange' | 'setEmail'> {
  return {
    startEmailChange: (account, email) =>
      translateErrors(async () => {
        await users.restoreEmail(account);
        await users.proposeEmail(account, email);
      }),

    confirmEmailChange: (account, { code }) =>
      translateErrors(async () => {
        const AccessToken = code === '' ? undefined : await refreshTokens.refresh(account);
        // Requesting another code requires the password, which brings a new refresh token.
        if (AccessToken === undefined) return undefined;
        try {
          await pool.send(
            new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code: code }),
          );
        } catch (error) {
          if (isRefusal(error, ...wrongCodeErrors)) return undefined;
          throw error;
        }
        const { UserAttributes = [] } = await pool.send(new GetUserCommand({ AccessToken }));
        const proven = UserAttributes.find(({ Name }) => Name === 'email')?.Value;
        if (proven === undefined || emailKey(proven) === emailKey(account.email)) return undefined;
        return proven;
      }),

    setEmail: (account) =>
      translateErrors(async () => void (await undefinedIfAbsent(users.restoreEmail(account)))),
  };
}
