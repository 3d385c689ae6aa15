import type { AccountId, TokenId } from '../domain/ids.ts';
import type { AccessToken } from '../domain/session.ts';
import type { Timestamp } from '../domain/time.ts';

export interface TokenStore {
  insert(token: AccessToken): Promise<void>;
  /** Never one that has expired. */
  findByDigest(secretDigest: string, now: Timestamp): Promise<AccessToken | undefined>;
  /** Moves `lastUsedAt` on, never back; nothing happens where the token is gone. */
  recordUse(id: TokenId, lastUsedAt: Timestamp): Promise<void>;
  /** The newest first. At most 100. */
  listByAccount(accountId: AccountId, now: Timestamp): Promise<AccessToken[]>;
  /** False where the account has no such token. */
  remove(accountId: AccountId, id: TokenId): Promise<boolean>;
  removeAll(accountId: AccountId): Promise<void>;
  removeExpired(now: Timestamp): Promise<void>;
}
