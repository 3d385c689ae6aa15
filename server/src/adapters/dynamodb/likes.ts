import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Like, LikeStore } from '../../ports/likes.ts';
import { keyText, listAttributes, timeKey } from './keys.ts';
import { loadItems, readPage } from './lists.ts';
import { photoKey, photoPartition } from './photo-item.ts';
import type { Table } from './table.ts';
import { type Item, isAbsent, isPresent, put, remove, update, type Write, when } from './writes.ts';

type LikeKey = Pick<Like, 'photoId' | 'accountId'>;
type Counted = { count: number | undefined };

const likeKey = ({ photoId, accountId }: LikeKey) => ({
  pk: photoPartition(photoId),
  sk: `like#${keyText(accountId)}`,
});

const numbers = { byPhoto: 1, byAccount: 2 } as const;
const byPhoto = (id: PhotoId) => `likes-of-photo#${keyText(id)}`;
const byAccount = (id: AccountId) => `likes-of-account#${keyText(id)}`;

export function createDynamoLikes(table: Table): LikeStore {
  /**
   * The photo's count moves from what was read to the next in the transaction that writes the like, so that it is known
   * and exact: whoever comes between makes all of it be done again.
   */
  async function count(like: LikeKey, difference: 1 | -1, write: Write): Promise<number | undefined> {
    const counted = await table.oneAtATime(photoKey(like.photoId), async (): Promise<Counted | undefined> => {
      const items = await table.getMany([photoKey(like.photoId), likeKey(like)]);
      const photo = items.find(({ sk }) => sk === 'photo');
      if (!photo) return { count: undefined };
      const before = Number(photo.likeCount);
      const isLiked = items.length > 1;
      if (isLiked === difference > 0) return { count: before };
      const after = before + difference;
      const failed = await table.transact([
        update(
          photoKey(like.photoId),
          { set: { likeCount: after } },
          when('#likeCount = :before', { before }),
        ),
        write,
      ]);
      return failed.size === 0 ? { count: after } : undefined;
    });
    return counted.count;
  }

  return {
    like: (like) => count(like, 1, put(toItem(like), isAbsent)),

    unlike: (like) => count(like, -1, remove(likeKey(like), isPresent)),

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

const toItem = (like: Like): Item => ({
  ...likeKey(like),
  value: JSON.stringify(like),
  ...listAttributes({
    [numbers.byPhoto]: { list: byPhoto(like.photoId), at: timeKey(like.likedAt, like.accountId) },
    [numbers.byAccount]: { list: byAccount(like.accountId), at: timeKey(like.likedAt, like.photoId) },
  }),
});

// JSON that `toItem` wrote.
const toLike = (item: Item) => JSON.parse(String(item.value)) as Like;
