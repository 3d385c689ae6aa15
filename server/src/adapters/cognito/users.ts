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

/** Manages users of the pool as administrator. */
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
     * Restores the account's email in the pool, which Cognito writes to. It differs if a change was confirmed in the
     * pool but not stored here. Keeps a change that still waits for its code.
     */
    async syncEmail(account: Account): Promise<void> {
      const { UserAttributes = [] } = (await find(account)) ?? {};
      const holds = [emailAttribute(account.email), emailVerified].every(({ Name, Value }) =>
        UserAttributes.some((present) => present.Name === Name && present.Value === Value),
      );
      if (!holds) await restoreEmail(account);
    },

    /** Also cancels a change that waits for its code. */
    restoreEmail,

    /** Sends a code to the new email. The pool must be set to keep the old email until then. */
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

/** Normalizes Unicode, so that the same characters match whatever keyboard typed them. */
export const normalizePassword = (password: string) => password.normalize('NFC');

/** Rejects a leading or trailing space, which Cognito refuses. The pool's policy sets the length. */
export function validatePassword(password: string, field: string): string {
  if (/^\s|\s$/u.test(password)) throw invalidField(field, 'Passwords cannot start or end with a space.');
  return normalizePassword(password);
}
