import type { Account } from '../../domain/account.ts';
import { hours } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CredentialStore, StoredCode } from '../../ports/credentials.ts';

const purpose = 'reset-password';
const maxAttempts = 100;

export type AwaitedResets = ReturnType<typeof createAwaitedResets>;

/**
 * Whether a code to choose a new password may come back. Cognito keeps the codes, but lets one that lies in a mailbox
 * outlive a change of the password or the address.
 */
export function createAwaitedResets({ credentials, clock }: { credentials: CredentialStore; clock: Clock }) {
  const expect = (account: Account, expiresAt: number) =>
    credentials.setCode({ accountId: account.id, purpose, codeDigest: 'kept by Cognito', expiresAt });
  return {
    /** For as long as Cognito's code holds. */
    open: (account: Account) => expect(account, clock.now() + hours(1)),
    find: (account: Account): Promise<StoredCode | undefined> =>
      credentials.attemptCode({ accountId: account.id, purpose, maxAttempts, now: clock.now() }),
    close: (account: Account) => expect(account, clock.now()),
  };
}
