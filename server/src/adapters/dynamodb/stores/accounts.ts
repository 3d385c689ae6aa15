import { type Account, emailKey } from '../../../domain/account.ts';
import { AppError } from '../../../domain/errors.ts';
import type { AccountId } from '../../../domain/ids.ts';
import type { AccountChange, AccountStore } from '../../../ports/accounts.ts';
import { decodeAccount } from '../../../ports/stored.ts';
import {
  beforeMoment,
  type Key,
  keyText,
  type ListNumber,
  type Lists,
  listAttributes,
  timeKey,
} from '../table/keys.ts';
import { loadItems, readFirst, readPage } from '../table/lists.ts';
import { maxWrites, type Table } from '../table/table.ts';
import { type Item, isAbsent, put, remove, update, type Value, type Write, when } from '../table/writes.ts';
import { ownTagsPartition } from './photo-item.ts';

export const accountKey = (id: AccountId): Key => ({ pk: `account#${keyText(id)}`, sk: 'account' });

/** One item reserves each user name and each e-mail address. It is created and removed with the account. */
const usernameHolderKey = (username: string): Key => ({ pk: `username#${keyText(username)}`, sk: 'holder' });
const emailHolderKey = (email: string): Key => ({
  pk: `address#${keyText(emailKey(email))}`,
  sk: 'holder',
});

const accountLists = { all: 1, cancelled: 2, unconfirmed: 3 } as const;

const listsOf = ({ id, cancelledAt, confirmedAt, createdAt }: Account): Lists => ({
  [accountLists.all]: { list: 'accounts', at: id },
  [accountLists.cancelled]:
    cancelledAt === undefined ? undefined : { list: 'cancelled-accounts', at: timeKey(cancelledAt, id) },
  [accountLists.unconfirmed]:
    confirmedAt === undefined ? { list: 'unconfirmed-accounts', at: timeKey(createdAt, id) } : undefined,
});

/** The attributes that a change of the account writes. The usage is counted separately. */
export function accountAttributes(account: Account): Record<string, Value | undefined> {
  const { usage: _, ...rest } = account;
  return {
    value: JSON.stringify(rest),
    avatarPhotoId: account.avatarPhotoId,
    ...listAttributes(listsOf(account)),
  };
}

export const usageAttributes = ({ usage }: Pick<Account, 'usage'>) => ({
  photoCount: usage.photos,
  publicPhotoCount: usage.publicPhotos,
  storedBytes: usage.bytes,
  unfinishedCount: usage.unfinished,
});

export const toAccount = (item: Item): Account => ({
  ...decodeAccount(JSON.parse(String(item.value))),
  usage: {
    photos: Number(item.photoCount),
    publicPhotos: Number(item.publicPhotoCount),
    bytes: Number(item.storedBytes),
    // Accounts of earlier versions lack the count, so that completing their uploads makes it negative.
    unfinished: Math.max(0, Number(item.unfinishedCount ?? 0)),
  },
});

export function createDynamoAccounts(table: Table): AccountStore {
  const find = async (id: AccountId) => {
    const item = await table.get(accountKey(id));
    return item && toAccount(item);
  };
  const findByHolder = async (key: Key) => {
    const holder = await table.get(key);
    return holder && find(String(holder.accountId) as AccountId);
  };
  const listBefore = (number: ListNumber, list: string, request: { before: number; limit: number }) => {
    const before = beforeMoment(request.before);
    return readFirst(
      table,
      { number, lists: [list], isRising: true, before, limit: request.limit },
      loadItems(table, { number }, toAccount),
    );
  };

  return {
    async insert(account) {
      const own = put(
        { ...accountKey(account.id), ...accountAttributes(account), ...usageAttributes(account), version: 1 },
        isAbsent,
      );
      const username = put({ ...usernameHolderKey(account.username), accountId: account.id }, isAbsent);
      const address = put({ ...emailHolderKey(account.email), accountId: account.id }, isAbsent);
      const failed = await table.transact([own, username, address]);
      if (failed.has(username)) return { outcome: 'taken', field: 'username' };
      if (failed.has(address)) return { outcome: 'taken', field: 'email' };
      if (failed.has(own)) throw new AppError('conflict', 'An account with this id already exists.');
      return { outcome: 'inserted' };
    },

    find,

    findMany: async (ids) => (await table.getMany(ids.map(accountKey))).map(toAccount),

    findByUsername: (username) => findByHolder(usernameHolderKey(username)),
    findByEmail: (email) => findByHolder(emailHolderKey(email)),

    change: (id, change) => table.retryOnConflict(accountKey(id), () => changeOnce(table, id, change)),

    async remove(id) {
      await table.retryOnConflict(accountKey(id), () => removeOnce(table, id, () => true));
    },

    removeUnconfirmed: (id) =>
      table.retryOnConflict(accountKey(id), () =>
        removeOnce(table, id, ({ confirmedAt }) => confirmedAt === undefined),
      ),

    listCancelled: (request) => listBefore(accountLists.cancelled, 'cancelled-accounts', request),
    listUnconfirmed: (request) => listBefore(accountLists.unconfirmed, 'unconfirmed-accounts', request),

    listAll: (request) =>
      readPage(
        table,
        { name: 'accounts', number: accountLists.all, lists: ['accounts'], isRising: true, ...request },
        loadItems(table, { number: accountLists.all }, toAccount),
      ),
  };
}

/** Returns undefined if another write intervened. */
async function changeOnce(
  table: Table,
  id: AccountId,
  change: (account: Account) => Account,
): Promise<AccountChange | undefined> {
  const item = await table.get(accountKey(id));
  if (!item) return { outcome: 'absent' };
  const before = toAccount(item);
  const after = change(before);
  if (after === before) return { outcome: 'changed', account: before };
  const version = Number(item.version);
  const own = update(
    accountKey(id),
    { set: { ...accountAttributes(after), version: version + 1 } },
    when('#version = :version', { version }),
  );
  const moves: Write[] = [];
  const move = (from: Key, to: Key) => moves.push(remove(from), put({ ...to, accountId: id }, isAbsent));
  if (after.username !== before.username)
    move(usernameHolderKey(before.username), usernameHolderKey(after.username));
  if (emailKey(after.email) !== emailKey(before.email))
    move(emailHolderKey(before.email), emailHolderKey(after.email));
  const failed = await table.transact([own, ...moves]);
  if (failed.has(own)) return undefined;
  if (failed.size > 0) return { outcome: 'taken' };
  return { outcome: 'changed', account: { ...after, usage: before.usage } };
}

/** True if the account was there and may go; `undefined` if another write came between. */
async function removeOnce(
  table: Table,
  id: AccountId,
  mayGo: (account: Account) => boolean,
): Promise<boolean | undefined> {
  const item = await table.get(accountKey(id));
  if (!item || !mayGo(toAccount(item))) return false;
  const tags = await table.listItems(ownTagsPartition(id));
  for (let at = 0; at < tags.length; at += maxWrites)
    await table.transact(tags.slice(at, at + maxWrites).map((key) => remove(key)));
  const { username, email } = toAccount(item);
  const failed = await table.transact([
    remove(accountKey(id), when('#version = :version', { version: Number(item.version) })),
    remove(usernameHolderKey(username)),
    remove(emailHolderKey(email)),
  ]);
  return failed.size === 0 || undefined;
}
