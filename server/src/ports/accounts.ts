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
  /** Returns the field that another account holds. User names and e-mail addresses are unique in every adapter. */
  insert(account: Account): Promise<{ outcome: 'inserted' } | { outcome: 'taken'; field: TakenField }>;
  find(id: AccountId): Promise<Account | undefined>;
  findMany(ids: readonly AccountId[]): Promise<Account[]>;
  findByUsername(username: string): Promise<Account | undefined>;
  findByEmail(email: string): Promise<Account | undefined>;
  /**
   * Applies `change` to the stored account, and repeats it after a concurrent write. Ignores changes of `usage`.
   * Writes nothing if `change` returns the very account that it got.
   */
  change(id: AccountId, change: (account: Account) => Account): Promise<AccountChange>;
  /** Removes the account alone. Callers remove what it owns first. Idempotent. */
  remove(id: AccountId): Promise<void>;
  /** Removes the account unless it is confirmed. Returns false if it is confirmed or gone. */
  removeUnconfirmed(id: AccountId): Promise<boolean>;
  /** Cancelled accounts, in order of cancellation. */
  listCancelled(request: { before: Timestamp; limit: number }): Promise<Account[]>;
  /** Unconfirmed accounts, the oldest first. */
  listUnconfirmed(request: { before: Timestamp; limit: number }): Promise<Account[]>;
  /** All accounts, in order of id. */
  listAll(request: PageRequest): Promise<Page<Account>>;
}
