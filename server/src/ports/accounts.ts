import type { Account } from '../domain/account.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';
import type { Page, PageRequest } from './paging.ts';

export type TakenField = 'username' | 'email';
export type AccountChange =
  | { outcome: 'changed'; account: Account }
  | { outcome: 'absent' }
  | { outcome: 'taken' };

export interface AccountStore {
  /** Names the field that somebody has already; user names and addresses are unique for ever in every adapter. */
  insert(account: Account): Promise<{ outcome: 'inserted' } | { outcome: 'taken'; field: TakenField }>;
  find(id: AccountId): Promise<Account | undefined>;
  findMany(ids: readonly AccountId[]): Promise<Account[]>;
  findByUsername(username: string): Promise<Account | undefined>;
  findByEmail(email: string): Promise<Account | undefined>;
  /**
   * Applies `change` to the account as it is, again where another write came between. `usage` is not changed by it.
   * `change` may return the account as it was, and nothing is written.
   */
  change(id: AccountId, change: (account: Account) => Account): Promise<AccountChange>;
  /** Removes the account alone; what it owns is removed before. Idempotent. */
  remove(id: AccountId): Promise<void>;
  /** Removes the account only while nobody has proven its address; false where somebody has, or where it is gone. */
  removeUnconfirmed(id: AccountId): Promise<boolean>;
  /** Cancelled accounts, the longest ago first. */
  listCancelled(request: { before: Timestamp; limit: number }): Promise<Account[]>;
  /** Accounts that were never confirmed, the oldest first. */
  listUnconfirmed(request: { before: Timestamp; limit: number }): Promise<Account[]>;
  /** All, in order of id. */
  listAll(request: PageRequest): Promise<Page<Account>>;
}
