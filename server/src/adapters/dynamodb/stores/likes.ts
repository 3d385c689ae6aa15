import type { AccountId, PhotoId } from '../../../domain/ids.ts';
import type { Like, LikeStore } from '../../../ports/likes.ts';
import { decodeLike } from '../../../ports/stored.ts';
import { keyText, listAttributes, timeKey } from '../table/keys.ts';
import { loadItems, readPage } from '../table/lists.ts';
import type { Table } from '../table/table.ts';
import { type Item, isAbsent, put, remove, update, type Write, when } from '../table/writes.ts';
import { photoKey, photoPartition } from './photo-item.ts';

type LikeKey = Pick<Like, 'photoId' | 'accountId'>;
type Counted = { count: number | undefined };

const likeKey = ({ photoId, accountId }: LikeKey) => ({
  pk: photoPartition(photoId),
  sk: `like#${keyText(accountId)}`,
});

const numbers = { byPhoto: 1, byAccount: 2 } as const;
const byPhoto = (id: PhotoId) => `likes-of-photo#${keyText(id)}`;
const byAccount = (id: AccountId) => `likes-of-account#${keyText(id)}`;

type LikeItems = { present: Item | undefined; isAside: boolean };
/** A write of the like and the change of the photo's counts. Undefined if nothing has to change. */
type Step = { write: Write; counted: -1 | 0 | 1; aside: -1 | 0 | 1 };

export function createDynamoLikes(table: Table): LikeStore {
  /**
   * The transaction that writes the like sets the photo's count from the value read before, so that the count is
   * exact. A concurrent change makes it start again.
   */
  async function count(
    like: LikeKey,
    stepFrom: (items: LikeItems) => Step | undefined,
  ): Promise<number | undefined> {
    const counted = await table.retryOnConflict(
      photoKey(like.photoId),
      async (): Promise<Counted | undefined> => {
        const items = await table.getMany([photoKey(like.photoId), likeKey(like)]);
        const photo = items.find(({ sk }) => sk === 'photo');
        if (!photo) return { count: undefined };
        const before = Number(photo.likeCount);
        const present = items.find(({ sk }) => sk !== 'photo');
        const step = stepFrom({ present, isAside: present?.isAside === true });
        if (!step) return { count: before };
        const after = before + step.counted;
        const change = {
          set: { likeCount: after },
          ...(step.aside !== 0 && { add: { asideLikes: step.aside } }),
        };
        const failed = await table.transact([
          update(photoKey(like.photoId), change, when('#likeCount = :before', { before })),
          step.write,
        ]);
        return failed.size === 0 ? { count: after } : undefined;
      },
    );
    return counted.count;
  }

  return {
    like: (like) =>
      count(like, ({ present, isAside }) => {
        if (!present) return { write: put(toItem(like), isAbsent), counted: 1, aside: 0 };
        return isAside ? bringBack(present) : undefined;
      }),

    unlike: (like) =>
      count(like, ({ present, isAside }) => {
        if (!present) return undefined;
        return isAside
          ? { write: remove(likeKey(like), isSetAside), counted: 0, aside: -1 }
          : { write: remove(likeKey(like), isCounted), counted: -1, aside: 0 };
      }),

    async setAside(like, toAside) {
      if (!(await table.get(likeKey(like)))) return undefined;
      return count(like, ({ present, isAside }) => {
        if (!present || isAside === toAside) return undefined;
        if (!toAside) return bringBack(present);
        const set = { isAside: true, ...listsOf(toLike(present), true) };
        return { write: update(likeKey(like), { set }, isCounted), counted: -1, aside: 1 };
      });
    },

    async findLiked(accountId, photoIds) {
      const items = await table.getMany(photoIds.map((photoId) => likeKey({ photoId, accountId })));
      return new Set(items.map((item) => toLike(item).photoId));
    },

    listByPhoto: ({ photoId, ...request }) =>
      readPage(
        table,
        { name: 'likes-of-photo', number: numbers.byPhoto, lists: [byPhoto(photoId)], ...request },
        loadItems(table, { number: numbers.byPhoto }, toLike),
      ),

    listByAccount: ({ accountId, ...request }) =>
      readPage(
        table,
        { name: 'likes-of-account', number: numbers.byAccount, lists: [byAccount(accountId)], ...request },
        loadItems(table, { number: numbers.byAccount }, toLike),
      ),
  };
}

const isCounted = when('attribute_exists(#pk) AND attribute_not_exists(#isAside)');
const isSetAside = when('attribute_exists(#isAside)');

const bringBack = (present: Item): Step => {
  const set = { isAside: undefined, ...listsOf(toLike(present), false) };
  return { write: update(likeKey(toLike(present)), { set }, isSetAside), counted: 1, aside: -1 };
};

/* A like that is set aside is not in its photo's list. */
const listsOf = ({ photoId, accountId, likedAt }: Like, isAside: boolean) =>
  listAttributes({
    [numbers.byPhoto]: isAside ? undefined : { list: byPhoto(photoId), at: timeKey(likedAt, accountId) },
    [numbers.byAccount]: { list: byAccount(accountId), at: timeKey(likedAt, photoId) },
  });

const toItem = (like: Like): Item => ({
  ...likeKey(like),
  value: JSON.stringify(like),
  ...listsOf(like, false),
});

const toLike = (item: Item): Like => decodeLike(JSON.parse(String(item.value)));
