import { type Account, emailKey } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import { hours, type Timestamp } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CodePurpose, CredentialStore, StoredCode } from '../../ports/credentials.ts';
import type { Secrets } from '../../ports/secrets.ts';

/* Of a million million: more than strangers can spend within the hour, so that they use up nobody's code, and too few to
 * guess it by. */
const maxAttempts = 1_000_000;

const codeLifetimes: Record<CodePurpose, Timestamp> = {
  'confirm-account': hours(24),
  'reset-password': hours(1),
  'change-email': hours(1),
};

type Needs = { credentials: CredentialStore; secrets: Secrets; clock: Clock };

/** Codes that prove who reads an address. The store knows only what they sign to. */
export function createCodes({ credentials, secrets, clock }: Needs) {
  // Bound to account and purpose: a digest that is moved proves nothing elsewhere. And to the address that the account
  // has: with another one, whatever lies in the mailbox before is worth nothing.
  const signedText = (account: Account, purpose: CodePurpose, code: string) =>
    JSON.stringify([account.id, emailKey(account.email), purpose, code]);

  return {
    /** Takes the place of the one before. */
    async create(account: Account, purpose: CodePurpose, email?: string) {
      const code = secrets.createCode();
      const codeDigest = secrets.sign('code', signedText(account, purpose, code));
      const expiresAt = clock.now() + codeLifetimes[purpose];
      await credentials.setCode({
        accountId: account.id,
        purpose,
        codeDigest,
        ...(email !== undefined && { email }),
        expiresAt,
      });
      return { code, codeDigest };
    },

    /** The code, still to be taken, if it is the right one. Counts an attempt. */
    async find(
      account: Account | undefined,
      purpose: CodePurpose,
      code: string,
    ): Promise<StoredCode | undefined> {
      const accountId = account?.id ?? secrets.createId<AccountId>();
      const stored = await credentials.attemptCode({ accountId, purpose, maxAttempts, now: clock.now() });
      const isRight =
        account !== undefined &&
        stored !== undefined &&
        secrets.verify('code', signedText(account, purpose, code), stored.codeDigest);
      return isRight ? stored : undefined;
    },

    /** Whatever was mailed for it before works no more. */
    async revoke(account: Account, purpose: CodePurpose) {
      const codeDigest = secrets.sign('code', secrets.createToken());
      await credentials.setCode({ accountId: account.id, purpose, codeDigest, expiresAt: clock.now() });
    },

    take: (code: StoredCode) => credentials.takeCode(code),
  };
}
