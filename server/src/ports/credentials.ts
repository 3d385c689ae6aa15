import type { AccountId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';

export type CodePurpose = 'confirm-account' | 'reset-password' | 'change-email';

export type StoredCode = {
  accountId: AccountId;
  purpose: CodePurpose;
  codeDigest: string;
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
  /** One code an account and purpose: a new one replaces the one before. */
  setCode(code: StoredCode): Promise<void>;
  /** Counts an attempt and answers the code as long as no more than `maxAttempts` were made and it has not expired. */
  attemptCode(request: {
    accountId: AccountId;
    purpose: CodePurpose;
    maxAttempts: number;
    now: Timestamp;
  }): Promise<StoredCode | undefined>;
  /** True for exactly one caller: a code works once. */
  takeCode(code: StoredCode): Promise<boolean>;
  /** What an account was given at its last log-in, to ask with again; sealed. */
  setGrant(accountId: AccountId, sealed: string): Promise<void>;
  findGrant(accountId: AccountId): Promise<string | undefined>;
  removeAll(accountId: AccountId): Promise<void>;
}
