import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Account } from '../../domain/account.ts';
import { invalidField } from '../../domain/errors.ts';
import { isRefusal } from './cognito-errors.ts';
import type { UserPool } from './user-pool.ts';

export const emailAttribute = (email: string): AttributeType => ({ Name: 'email', Value: email });
const emailVerified: AttributeType = { Name: 'email_verified', Value: 'true' };

export async function undefinedIfAbsent<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (isRefusal(error, 'UserNotFoundException')) return undefined;
    throw error;
  }
}

export type Users = ReturnType<typeof createUsers>;

/** What is done to users of the pool on the gallery's own word. */
export function createUsers(pool: UserPool) {
  const update = (account: Account, UserAttributes: AttributeType[]) =>
    pool.send(new AdminUpdateUserAttributesCommand({ ...pool.asAdministrator(account.id), UserAttributes }));

  async function restoreEmail(account: Account): Promise<void> {
    await update(account, [emailAttribute(account.email), emailVerified]);
  }

  const find = (account: Pick<Account, 'id'>) =>
    undefinedIfAbsent(pool.send(new AdminGetUserCommand(pool.asAdministrator(account.id))));

  return {
    isConfirmed: async (account: Pick<Account, 'id'>) => (await find(account))?.UserStatus === 'CONFIRMED',

    isEnabled: async (account: Pick<Account, 'id'>) => {
      const user = await find(account);
      return user?.Enabled === true && user.UserStatus === 'CONFIRMED';
    },

    /**
     * The account store knows the address that holds; Cognito writes to its own. Where a change was proven there and
     * not carried through here, it goes back. A change that retryDelays for its code goes on waiting.
     */
    async syncEmail(account: Account): Promise<void> {
      const { UserAttributes = [] } = (await find(account)) ?? {};
      const holds = [emailAttribute(account.email), emailVerified].every(({ Name, Value }) =>
        UserAttributes.some((present) => present.Name === Name && present.Value === Value),
      );
      if (!holds) await restoreEmail(account);
    },

    /** Forgets a change that retryDelays for its code, too. */
    restoreEmail,

    /** The pool has to be set to keep the address until this one is verified; the code goes to this one. */
    async proposeEmail(account: Account, email: string): Promise<void> {
      await update(account, [emailAttribute(email)]);
    },

    /** Idempotent. */
    async remove(account: Account): Promise<void> {
      await undefinedIfAbsent(pool.send(new AdminDeleteUserCommand(pool.asAdministrator(account.id))));
    },

    async setPassword(account: Account, password: string): Promise<void> {
      const user = pool.asAdministrator(account.id);
      const status = (await find(account))?.UserStatus;
      if (status === undefined)
        await pool.send(
          new AdminCreateUserCommand({
            ...user,
            MessageAction: 'SUPPRESS',
            UserAttributes: [emailAttribute(account.email), emailVerified],
          }),
        );
      else await restoreEmail(account);
      if (status === 'UNCONFIRMED') await pool.send(new AdminConfirmSignUpCommand(user));
      await pool.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
    },
  };
}

/** What looks the same is the same, on whatever keyboard it was typed. */
export const normalizePassword = (password: string) => password.normalize('NFC');

/** As Cognito takes one to keep: without a blank at either end. How long it is to be, the pool's policy says. */
export function validatePassword(password: string, field: string): string {
  if (/^\s|\s$/u.test(password))
    throw invalidField(field, 'A password neither begins nor ends with a blank here.');
  return normalizePassword(password);
}
