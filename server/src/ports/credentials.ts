import type { AccountId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';

export type CodePurpose = 'confirm-account' | 'reset-password' | 'change-email';

/** Codes of one mail: a short one for the browser that asked, and a long one in a link for any browser. */
export type StoredCode = {
  accountId: AccountId;
  purpose: CodePurpose;
  /** Digest of the secret of the browser that asked. */
  browser: string;
  /** Digest of the long code. */
  linkDigest: string;
  /** Digest of the short code, if there is one. */
  typedDigest?: string;
  /** E-mail address that the code proves, if it is not the account's own. */
  email?: string;
  expiresAt: Timestamp;
};

/** Data of identity adapters: password hashes and codes, or refresh tokens of an external provider. */
export interface CredentialStore {
  setPasswordHash(accountId: AccountId, hash: string): Promise<void>;
  /** Replaces the hash only if it is still `before`. */
  replacePasswordHash(accountId: AccountId, hash: string, before: string): Promise<void>;
  findPasswordHash(accountId: AccountId): Promise<string | undefined>;
  /** Stores one code for each account, purpose and browser. A new code replaces the previous one. */
  setCode(code: StoredCode): Promise<void>;
  /** Finds an unexpired code by its long form, whichever browser asked for it. Counts no attempt. */
  findCode(request: {
    accountId: AccountId;
    purpose: CodePurpose;
    linkDigest: string;
    now: Timestamp;
  }): Promise<StoredCode | undefined>;
  /**
   * Counts an attempt at the short form. Returns the code of that browser if it has not expired and no more than
   * `maxAttempts` were made.
   */
  attemptCode(request: {
    accountId: AccountId;
    purpose: CodePurpose;
    browser: string;
    maxAttempts: number;
    now: Timestamp;
  }): Promise<StoredCode | undefined>;
  /** Consumes a code. Returns true for exactly one caller. */
  takeCode(code: StoredCode): Promise<boolean>;
  /** Removes every code of an account. Idempotent. */
  removeCodes(accountId: AccountId): Promise<void>;
  removeExpiredCodes(now: Timestamp): Promise<void>;
  /** Stores the encrypted refresh token of an account's last log-in. */
  setRefreshToken(accountId: AccountId, sealed: string): Promise<void>;
  findRefreshToken(accountId: AccountId): Promise<string | undefined>;
  removeAll(accountId: AccountId): Promise<void>;
}
