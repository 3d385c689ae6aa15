import { type Account, emailKey } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import { hours } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CredentialStore } from '../../ports/credentials.ts';
import type { Secrets } from '../../ports/secrets.ts';

const purpose = 'reset-password';
/* Cognito counts guesses itself, whichever browser they come from: strangers cannot use up these. */
const anyBrowser = 'any';
const maxAttempts = 1_000_000;

type Needs = { credentials: CredentialStore; secrets: Pick<Secrets, 'createId'>; clock: Clock };

export type AwaitedResets = ReturnType<typeof createAwaitedResets>;

/**
 * Whether a code to choose a new password may come back. Cognito keeps the codes, but lets one that lies in a mailbox
 * outlive a change of the password or the address: what is expected is bound to the address that the account had.
 */
export function createAwaitedResets({ credentials, secrets, clock }: Needs) {
  const expect = (account: Account, expiresAt: number) =>
    credentials.setCode({
      accountId: account.id,
      purpose,
      browser: anyBrowser,
      linkDigest: 'kept by Cognito',
      email: emailKey(account.email),
      expiresAt,
    });
  return {
    /** For as long as Cognito's code holds. */
    open: (account: Account) => expect(account, clock.now() + hours(1)),
    async isAwaited(account: Account | undefined): Promise<boolean> {
      const accountId = account?.id ?? secrets.createId<AccountId>();
      const stored = await credentials.attemptCode({
        ...{ accountId, purpose, maxAttempts },
        browser: anyBrowser,
        now: clock.now(),
      });
      return account !== undefined && stored?.email === emailKey(account.email);
    },
    close: (account: Account) => expect(account, clock.now()),
  };
}
