import { type Account, emailKey } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import { hours, type Timestamp } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CodePurpose, CredentialStore, StoredCode } from '../../ports/credentials.ts';
import type { CodeProof } from '../../ports/identity.ts';
import type { Secrets } from '../../ports/secrets.ts';

/* For each short code, by the browser that asked for it. Long codes cannot be guessed. */
const maxAttempts = 5;

const codeLifetimes: Record<CodePurpose, Timestamp> = {
  'confirm-account': hours(24),
  'reset-password': hours(1),
  'change-email': hours(1),
};

/** The two codes of one mail. */
export type CodePair = { typed: string; link: string };

const isTypedCode = (code: string) => /^\d{6}$/u.test(code);

type Deps = { credentials: CredentialStore; secrets: Secrets; clock: Clock };

/** Codes that prove who reads an address. The store knows only what they sign to. */
export function createCodes({ credentials, secrets, clock }: Deps) {
  // Signed with account and purpose, so that a digest moved to another row proves nothing; and with the address that the
  // account has, so that a code in an old mailbox is void once the account has another address.
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

  /** Looked up by its keyed digest: how long that takes says nothing of the code. */
  const findLinkCode = (account: Account | undefined, purpose: CodePurpose, code: string) =>
    credentials.findCode({
      accountId: account?.id ?? secrets.createId<AccountId>(),
      purpose,
      linkDigest: account ? secrets.sign('code', signedText(account, purpose, code)) : '',
      now: clock.now(),
    });

  return {
    /** Takes the place of the codes that the same browser asked for before. */
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

    /** The code, still to be taken, if it is the right one. Counts an attempt at a short code. */
    find: (
      account: Account | undefined,
      purpose: CodePurpose,
      proof: CodeProof,
    ): Promise<StoredCode | undefined> =>
      isTypedCode(proof.code)
        ? findTypedCode(account, purpose, proof)
        : findLinkCode(account, purpose, proof.code),

    take: (code: StoredCode) => credentials.takeCode(code),

    /** Voids whatever was mailed before, for any purpose. */
    revokeAll: (account: Account) => credentials.removeCodes(account.id),
  };
}
