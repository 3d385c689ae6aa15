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

/** How an account becomes a user of the pool, and proves its address. */
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
          // Of an attempt whose answer was lost: nobody else has this id.
          await users.remove(account);
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

    // Cognito takes a code only together with the confirmation: nobody can look first whether it is right. So the
    // password is asked for before the code, for accounts that do not exist, too.
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
          // The right code came before, and the answer to it was lost. Only who chose the password goes on with it.
          const isProven = isRegistrant && password === undefined && (await users.isConfirmed(user));
          return isProven && account?.confirmedAt === undefined ? 'confirmed' : 'wrong-code';
        }
        if (account && password !== undefined) await replacePassword(account, password);
        return 'confirmed';
      }),
  };

  /** The first password, which a stranger may have chosen, does not stay in a confirmed user. */
  async function replacePassword(account: Account, password: string): Promise<void> {
    try {
      await users.setPassword(account, password);
    } catch (error) {
      await users.remove(account);
      throw error;
    }
  }
}

/** How an account comes to another address: the gallery proposes it, and its holder proves it. */
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
        // Asking for another code takes the password, and that brings a grant.
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
