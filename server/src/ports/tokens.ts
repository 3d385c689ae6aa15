import type { AccountId, TokenId } from '../domain/ids.ts';
import type { AccessToken } from '../domain/session.ts';
import type { Timestamp } from '../domain/time.ts';

export interface TokenStore {
  insert(token: AccessToken): Promise<void>;
  /** Ignores expired tokens. */
  findByDigest(secretDigest: string, now: Timestamp): Promise<AccessToken | undefined>;
  /** Moves `lastUsedAt` forward, never back. Does nothing if the token is gone. */
  recordUse(id: TokenId, lastUsedAt: Timestamp): Promise<void>;
  /** The newest first. Returns at most 100. */
  listByAccount(accountId: AccountId, now: Timestamp): Promise<AccessToken[]>;
  /** Returns false if the account has no such token. */
  remove(accountId: AccountId, id: TokenId): Promise<boolean>;
  removeAll(accountId: AccountId): Promise<void>;
  removeExpired(now: Timestamp): Promise<void>;
}
