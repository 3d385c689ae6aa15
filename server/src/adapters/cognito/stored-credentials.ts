import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { type Account, emailKey } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import { hours } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CredentialStore } from '../../ports/credentials.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { isRefusal } from './cognito-errors.ts';
import type { UserPool } from './user-pool.ts';

const refreshTokenPurpose = 'cognito-grant';

export type RefreshTokens = ReturnType<typeof createRefreshTokens>;

/**
 * Stores the encrypted refresh token of each account's last login. It lets Vitrine check whether the user is still
 * valid, and lets the user confirm a new email. Access tokens are not stored.
 */
export function createRefreshTokens(
  pool: UserPool,
  { credentials, secrets }: { credentials: CredentialStore; secrets: Secrets },
) {
  return {
    async keep(account: Account, { RefreshToken }: AuthenticationResultType): Promise<void> {
      // Includes the account's id, so that the token is invalid in another account's row.
      const text = JSON.stringify([account.id, RefreshToken]);
      if (RefreshToken)
        await credentials.setRefreshToken(account.id, secrets.encrypt(refreshTokenPurpose, text));
    },

    isKept: async (account: Account) => (await credentials.findRefreshToken(account.id)) !== undefined,

    /** Returns an access token, valid for an hour at most, or `undefined` if Cognito refuses. */
    async refresh(account: Account): Promise<string | undefined> {
      const encrypted = await credentials.findRefreshToken(account.id);
      const [id, token] = JSON.parse(
        (encrypted && secrets.decrypt(refreshTokenPurpose, encrypted)) || '[]',
      ) as string[];
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

const resetPurpose = 'reset-password';
/* Cognito limits attempts itself, for all browsers together, so strangers cannot use up the user's attempts. */
const anyBrowser = 'any';
const maxAttempts = 1_000_000;

type Deps = { credentials: CredentialStore; secrets: Pick<Secrets, 'createId'>; clock: Clock };

/**
 * Records pending password resets. Cognito stores the codes, but an old code stays valid after the password or email
 * changes; a pending reset is bound to the account's email.
 */
export function createPendingResets({ credentials, secrets, clock }: Deps) {
  const expect = (account: Account, expiresAt: number) =>
    credentials.setCode({
      accountId: account.id,
      purpose: resetPurpose,
      browser: anyBrowser,
      linkDigest: 'kept by Cognito',
      email: emailKey(account.email),
      expiresAt,
    });
  return {
    /** Lasts as long as Cognito's code. */
    open: (account: Account) => expect(account, clock.now() + hours(1)),
    async isPending(account: Account | undefined): Promise<boolean> {
      const accountId = account?.id ?? secrets.createId<AccountId>();
      const stored = await credentials.attemptCode({
        ...{ accountId, purpose: resetPurpose, maxAttempts },
        browser: anyBrowser,
        now: clock.now(),
      });
      return account !== undefined && stored?.email === emailKey(account.email);
    },
    close: (account: Account) => expect(account, clock.now()),
  };
}
