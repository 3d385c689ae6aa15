import { type Account, emailKey } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import { hours, type Timestamp } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CodePurpose, CredentialStore, StoredCode } from '../../ports/credentials.ts';
import type { CodeProof } from '../../ports/identity.ts';
import type { Secrets } from '../../ports/secrets.ts';

/* Attempts at a short code, per browser that requested it. Long codes cannot be guessed. */
const maxAttempts = 5;

const codeLifetimes: Record<CodePurpose, Timestamp> = {
  'confirm-account': hours(24),
  'reset-password': hours(1),
  'change-email': hours(1),
};

/** The short code and the link code of one mail. */
export type CodePair = { typed: string; link: string };

const isTypedCode = (code: string) => /^\d{6}$/u.test(code);

type Deps = { credentials: CredentialStore; secrets: Secrets; clock: Clock };

/** Creates codes that prove who reads an email. The store contains only their signatures. */
export function createCodes({ credentials, secrets, clock }: Deps) {
  // Signs account, purpose and email with the code. A signature is therefore invalid in another row, and a code in an
  // old mailbox is invalid after the email changes.
  const signedText = (account: Account, purpose: CodePurpose, ...code: string[]) =>
    JSON.stringify([account.id, emailKey(account.email), purpose, ...code]);

  async function findTypedCode(account: Account | undefined, purpose: CodePurpose, proof: CodeProof) {
    const { code, browser = secrets.createToken() } = proof;
    const accountId = account?.id ?? secrets.createId<AccountId>();
    const stored = await credentials.attemptCode({
      ...{ accountId, purpose, browser, maxAttempts },
      now: clock.now(),
    });
    const isRight =
      account !== undefined &&
      stored?.typedDigest !== undefined &&
      secrets.verify('code', signedText(account, purpose, browser, code), stored.typedDigest);
    return isRight ? stored : undefined;
  }

  /** Looks up the keyed digest, so that timing reveals nothing about the code. */
  const findLinkCode = (account: Account | undefined, purpose: CodePurpose, code: string) =>
    credentials.findCode({
      accountId: account?.id ?? secrets.createId<AccountId>(),
      purpose,
      linkDigest: account ? secrets.sign('code', signedText(account, purpose, code)) : '',
      now: clock.now(),
    });

  return {
    /** Replaces the codes that the same browser requested before. */
    async create(account: Account, purpose: CodePurpose, browser: string, email?: string) {
      const codes: CodePair = { typed: secrets.createTypedCode(), link: secrets.createLinkCode() };
      const linkDigest = secrets.sign('code', signedText(account, purpose, codes.link));
      await credentials.setCode({
        ...{ accountId: account.id, purpose, browser, linkDigest },
        typedDigest: secrets.sign('code', signedText(account, purpose, browser, codes.typed)),
        ...(email !== undefined && { email }),
        expiresAt: clock.now() + codeLifetimes[purpose],
      });
      return { codes, linkDigest };
    },

    /** Returns the code if it is right, without using it. Counts an attempt at a short code. */
    find: (
      account: Account | undefined,
      purpose: CodePurpose,
      proof: CodeProof,
    ): Promise<StoredCode | undefined> =>
      isTypedCode(proof.code)
        ? findTypedCode(account, purpose, proof)
        : findLinkCode(account, purpose, proof.code),

    take: (code: StoredCode) => credentials.takeCode(code),

    /** Revokes all mailed codes, for any purpose. */
    revokeAll: (account: Account) => credentials.removeCodes(account.id),
  };
}
