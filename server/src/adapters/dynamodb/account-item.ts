import { type Account, emailKey } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import { keyText, type Lists, listAttributes, timeKey } from './keys.ts';
import type { Key } from './table-shape.ts';
import type { Item, Value } from './writes.ts';

export const accountKey = (id: AccountId): Key => ({ pk: `account#${keyText(id)}`, sk: 'account' });

/** Who has a user name or an address: there is one item of each, made and removed with the account. */
export const usernameKey = (username: string): Key => ({ pk: `username#${keyText(username)}`, sk: 'holder' });
export const addressKey = (email: string): Key => ({
  pk: `address#${keyText(emailKey(email))}`,
  sk: 'holder',
});

export const accountLists = { all: 1, cancelled: 2, unconfirmed: 3 } as const;

const listsOf = ({ id, cancelledAt, confirmedAt, createdAt }: Account): Lists => ({
  [accountLists.all]: { list: 'accounts', at: id },
  [accountLists.cancelled]:
    cancelledAt === undefined ? undefined : { list: 'cancelled-accounts', at: timeKey(cancelledAt, id) },
  [accountLists.unconfirmed]:
    confirmedAt === undefined ? { list: 'unconfirmed-accounts', at: timeKey(createdAt, id) } : undefined,
});

/** All that a change of the account may write: usage is counted beside it. */
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
  // JSON that `accountAttributes` wrote.
  ...(JSON.parse(String(item.value)) as Omit<Account, 'usage'>),
  usage: {
    photos: Number(item.photoCount),
    publicPhotos: Number(item.publicPhotoCount),
    bytes: Number(item.storedBytes),
    // Accounts of earlier versions have none, and their uploads of then leave it below nought.
    unfinished: Math.max(0, Number(item.unfinishedCount ?? 0)),
  },
});
