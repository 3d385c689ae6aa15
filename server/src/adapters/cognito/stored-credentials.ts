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
 * The refresh token of each account's last log-in, sealed. With it Cognito is asked whether the account still stands,
 * and lets it prove a new address; the tokens that it gives in return are kept nowhere.
 */
export function createRefreshTokens(
  pool: UserPool,
  { credentials, secrets }: { credentials: CredentialStore; secrets: Secrets },
) {
  return {
    async keep(account: Account, { RefreshToken }: AuthenticationResultType): Promise<void> {
      // Bound to the account: moved to another row it opens nothing.
      const text = JSON.stringify([account.id, RefreshToken]);
      if (RefreshToken)
        await credentials.setRefreshToken(account.id, secrets.encrypt(refreshTokenPurpose, text));
    },

    isKept: async (account: Account) => (await credentials.findRefreshToken(account.id)) !== undefined,

    /** An access token, good for an hour at most; absent where Cognito gives none any more. */
    async refresh(account: Account): Promise<string | undefined> {
      const sealed = await credentials.findRefreshToken(account.id);
      const [id, token] = JSON.parse(
        (sealed && secrets.decrypt(refreshTokenPurpose, sealed)) || '[]',
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
/* Cognito counts guesses itself, whichever browser they come from: strangers cannot use up these. */
const anyBrowser = 'any';
const maxAttempts = 1_000_000;

type Deps = { credentials: CredentialStore; secrets: Pick<Secrets, 'createId'>; clock: Clock };

/**
 * Whether a code to choose a new password may come back. Cognito keeps the codes, but lets one that lies in a mailbox
 * outlive a change of the password or the address: what is expected is bound to the address that the account had.
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
    /** For as long as Cognito's code holds. */
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
