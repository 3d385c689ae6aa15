import { type Account, emailKey } from '../../domain/account.ts';
import { hours } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CredentialStore } from '../../ports/credentials.ts';

const purpose = 'reset-password';
const maxAttempts = 100;

export type AwaitedResets = ReturnType<typeof createAwaitedResets>;

/**
 * Whether a code to choose a new password may come back. Cognito keeps the codes, but lets one that lies in a mailbox
 * outlive a change of the password or the address: what is expected is bound to the address that the account had.
 */
export function createAwaitedResets({ credentials, clock }: { credentials: CredentialStore; clock: Clock }) {
  const expect = (account: Account, expiresAt: number) =>
    credentials.setCode({
      accountId: account.id,
      purpose,
      codeDigest: 'kept by Cognito',
      email: emailKey(account.email),
      expiresAt,
    });
  return {
    /** For as long as Cognito's code holds. */
    open: (account: Account) => expect(account, clock.now() + hours(1)),
    async isAwaited(account: Account): Promise<boolean> {
      const attempt = { accountId: account.id, purpose, maxAttempts, now: clock.now() } as const;
      return (await credentials.attemptCode(attempt))?.email === emailKey(account.email);
    },
    close: (account: Account) => expect(account, clock.now()),
  };
}
