import { GetUserCommand, VerifyUserAttributeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { emailKey } from '../../domain/account.ts';
import type { Identity } from '../../ports/identity.ts';
import { isRefusal, translateErrors, wrongCode } from './cognito-errors.ts';
import type { Grants } from './grants.ts';
import type { UserPool } from './user-pool.ts';
import { type Users, unlessAbsent } from './users.ts';

/** How an account comes to another address: the gallery proposes it, and its holder proves it. */
export function createEmailChange(
  pool: UserPool,
  users: Users,
  grants: Grants,
): Pick<Identity, 'startEmailChange' | 'confirmEmailChange' | 'setEmail'> {
  return {
    startEmailChange: (account, address) =>
      translateErrors(async () => {
        await users.restore(account);
        await users.propose(account, address);
      }),

    confirmEmailChange: (account, { code }) =>
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
        return proven;
      }),

    setEmail: (account) => translateErrors(async () => void (await unlessAbsent(users.restore(account)))),
  };
}
