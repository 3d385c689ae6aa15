import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import type { Account } from '../../domain/account.ts';
import type { CredentialStore } from '../../ports/credentials.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { isRefusal } from './cognito-errors.ts';
import type { UserPool } from './user-pool.ts';

const purpose = 'cognito-grant';

export type Grants = ReturnType<typeof createGrants>;

/**
 * The refresh token of each account's last log-in, sealed. With it Cognito is asked whether the account still stands,
 * and lets it prove a new address; the tokens that it gives in return are kept nowhere.
 */
export function createGrants(
  pool: UserPool,
  { credentials, secrets }: { credentials: CredentialStore; secrets: Secrets },
) {
  return {
    async keep(account: Account, { RefreshToken }: AuthenticationResultType): Promise<void> {
      // Bound to the account: moved to another row it opens nothing.
      const text = JSON.stringify([account.id, RefreshToken]);
      if (RefreshToken) await credentials.setRefreshToken(account.id, secrets.encrypt(purpose, text));
    },

    isKept: async (account: Account) => (await credentials.findRefreshToken(account.id)) !== undefined,

    /** An access token, good for an hour at most; absent where Cognito gives none any more. */
    async refresh(account: Account): Promise<string | undefined> {
      const sealed = await credentials.findRefreshToken(account.id);
      const [id, token] = JSON.parse((sealed && secrets.decrypt(purpose, sealed)) || '[]') as string[];
      if (id !== account.id || token === undefined) return undefined;
      try {
        return (await pool.refresh(account.id, token)).AuthenticationResult?.AccessToken;
      } catch (error) {
        if (isRefusal(error, ...ended)) return undefined;
        throw error;
      }
    },
  };
}

const ended = [
  'NotAuthorizedException',
  'UserNotFoundException',
  'UserNotConfirmedException',
  'PasswordResetRequiredException',
];
