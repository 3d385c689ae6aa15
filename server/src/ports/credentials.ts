import type { AccountId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';

export type CodePurpose = 'confirm-account' | 'reset-password' | 'change-email';

/** The two codes of one mail: a short one for the browser that asked, and a long one in a link for any browser. */
export type StoredCode = {
  accountId: AccountId;
  purpose: CodePurpose;
  /** Digest of the secret of the browser that asked. */
  browser: string;
  /** Digest of the long code. */
  linkDigest: string;
  /** Digest of the short code, if there is one. */
  typedDigest?: string;
  /** The address that it proves, where it is not the account's own. */
  email?: string;
  expiresAt: Timestamp;
};

/** What identity adapters keep: hashes and codes where they prove by themselves, else what proves again elsewhere. */
export interface CredentialStore {
  setPasswordHash(accountId: AccountId, hash: string): Promise<void>;
  /** Only where the hash is still the one before. */
  replacePasswordHash(accountId: AccountId, hash: string, before: string): Promise<void>;
  findPasswordHash(accountId: AccountId): Promise<string | undefined>;
  /** Keeps one code for each account, purpose and browser: a new one replaces the one before. */
  setCode(code: StoredCode): Promise<void>;
  /** Finds an unexpired code by its long form, whichever browser asked for it. Counts no attempt. */
  findCode(request: {
    accountId: AccountId;
    purpose: CodePurpose;
    linkDigest: string;
    now: Timestamp;
  }): Promise<StoredCode | undefined>;
  /**
   * Counts an attempt at the short form, and answers the code of that browser as long as no more than `maxAttempts`
   * were made and it has not expired.
   */
  attemptCode(request: {
    accountId: AccountId;
    purpose: CodePurpose;
    browser: string;
    maxAttempts: number;
    now: Timestamp;
  }): Promise<StoredCode | undefined>;
  /** True for exactly one caller: a code works once. */
  takeCode(code: StoredCode): Promise<boolean>;
  /** Removes every code of an account, for whatever purpose. Idempotent. */
  removeCodes(accountId: AccountId): Promise<void>;
  removeExpiredCodes(now: Timestamp): Promise<void>;
  /** What an account was given at its last log-in, to ask with again; sealed. */
  setRefreshToken(accountId: AccountId, sealed: string): Promise<void>;
  findRefreshToken(accountId: AccountId): Promise<string | undefined>;
  removeAll(accountId: AccountId): Promise<void>;
}
