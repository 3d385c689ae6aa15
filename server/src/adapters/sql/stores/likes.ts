import type { Transaction } from 'kysely';
import type { AccountId, PhotoId } from '../../../domain/ids.ts';
import type { Like, LikeStore } from '../../../ports/likes.ts';
import { type Database, UniqueViolationError } from '../drivers/database.ts';
import { comesBefore, positionBefore, toPage } from '../query/keyset.ts';
import { type MakeSlot, prepareQuery } from '../query/prepared-query.ts';
import type { LikeRow, Schema } from '../query/schema.ts';

type LikeKey = Pick<Like, 'photoId' | 'accountId'>;

export function createSqlLikes(database: Database): LikeStore {
  const { kysely } = database;
  const select = prepareLikeLists(database);

  const selectCount = async (photoId: PhotoId) => (await select.count({ photoId }))[0]?.like_count;
  const findLike = async ({ photoId, accountId }: LikeKey) => (await select.one({ photoId, accountId }))[0];

  return {
    async like(like) {
      const present = await findLike(like);
      if (present?.is_aside === 1)
        return database.transact((transaction) => setAside(transaction, like, false));
      if (present) return selectCount(like.photoId);
      try {
        return await database.transact((transaction) => insertLike(transaction, like));
      } catch (error) {
        // Another request stored and counted the like; the database rolled this transaction back.
        if (error instanceof UniqueViolationError) return selectCount(like.photoId);
        throw error;
      }
    },

    async unlike(like) {
      if (!(await findLike(like))) return selectCount(like.photoId);
      return database.transact((transaction) => removeLike(transaction, like));
    },

    async setAside(like, isAside) {
      const present = await findLike(like);
      if (!present) return undefined;
      if (present.is_aside === (isAside ? 1 : 0)) return selectCount(like.photoId);
      return database.transact((transaction) => setAside(transaction, like, isAside));
    },

    async findLiked(accountId, photoIds) {
      if (photoIds.length === 0) return new Set();
      const rows = await kysely
        .selectFrom('likes')
        .select('photo_id')
        .where('account_id', '=', accountId)
        .where('photo_id', 'in', [...new Set(photoIds)])
        .execute();
      return new Set(rows.map((row) => row.photo_id));
    },

    async listByPhoto({ photoId, cursor, limit }) {
      const position = positionBefore('likes-of-photo', cursor);
      const rows = await select.byPhoto({ photoId, ...position, limit: limit + 1 });
      return toPage('likes-of-photo', limit, rows, toLike, (row) => ({
        at: row.liked_at,
        id: row.account_id,
      }));
    },

    async listByAccount({ accountId, cursor, limit }) {
      const position = positionBefore('likes-of-account', cursor);
      const rows = await select.byAccount({ accountId, ...position, limit: limit + 1 });
      return toPage('likes-of-account', limit, rows, toLike, (row) => ({
        at: row.liked_at,
        id: row.photo_id,
      }));
    },
  };
}

/* Each function changes the photo's row first. Its lock serializes the likes of one photo. */

async function insertLike(transaction: Transaction<Schema>, { photoId, accountId, likedAt }: Like) {
  if (!(await addToCount(transaction, photoId, 1))) return undefined;
  await transaction
    .insertInto('likes')
    .values({ photo_id: photoId, account_id: accountId, liked_at: likedAt, is_aside: 0 })
    .execute();
  return countIn(transaction, photoId);
}

async function removeLike(transaction: Transaction<Schema>, { photoId, accountId }: LikeKey) {
  if (!(await addToCount(transaction, photoId, -1))) return undefined;
  const remove = (isAside: 0 | 1) =>
    transaction
      .deleteFrom('likes')
      .where('photo_id', '=', photoId)
      .where('account_id', '=', accountId)
      .where('is_aside', '=', isAside)
      .executeTakeFirst();
  const { numDeletedRows } = await remove(0);
  // Another request removed the like or excluded it from the count meanwhile.
  if (numDeletedRows === 0n) {
    await addToCount(transaction, photoId, 1);
    await remove(1);
  }
  return countIn(transaction, photoId);
}

async function setAside(
  transaction: Transaction<Schema>,
  { photoId, accountId }: LikeKey,
  isAside: boolean,
): Promise<number | undefined> {
  const difference = isAside ? -1 : 1;
  if (!(await addToCount(transaction, photoId, difference))) return undefined;
  const { numUpdatedRows } = await transaction
    .updateTable('likes')
    .set({ is_aside: isAside ? 1 : 0 })
    .where('photo_id', '=', photoId)
    .where('account_id', '=', accountId)
    .where('is_aside', '=', isAside ? 0 : 1)
    .executeTakeFirst();
  // Another request changed or removed the like and updated the count.
  if (numUpdatedRows === 0n) await addToCount(transaction, photoId, -difference);
  return countIn(transaction, photoId);
}

async function addToCount(transaction: Transaction<Schema>, photoId: PhotoId, difference: number) {
  const { numUpdatedRows } = await transaction
    .updateTable('photos')
    .set((column) => ({ like_count: column('like_count', '+', difference) }))
    .where('id', '=', photoId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function countIn(transaction: Transaction<Schema>, photoId: PhotoId) {
  const row = await transaction
    .selectFrom('photos')
    .select('like_count')
    .where('id', '=', photoId)
    .executeTakeFirst();
  return row?.like_count;
}

const toLike = (row: LikeRow): Like => ({
  photoId: row.photo_id,
  accountId: row.account_id,
  likedAt: row.liked_at,
});

type Key = 'at' | 'id' | 'limit';

function prepareLikeLists({ kysely }: Database) {
  return {
    count: prepareQuery(kysely, (slot: MakeSlot<'photoId'>) =>
      kysely.selectFrom('photos').select('like_count').where('id', '=', slot<PhotoId>('photoId')),
    ),
    one: prepareQuery(kysely, (slot: MakeSlot<'photoId' | 'accountId'>) =>
      kysely
        .selectFrom('likes')
        .select('is_aside')
        .where('photo_id', '=', slot<PhotoId>('photoId'))
        .where('account_id', '=', slot<AccountId>('accountId')),
    ),
    byPhoto: prepareQuery(kysely, (slot: MakeSlot<Key | 'photoId'>) =>
      kysely
        .selectFrom('likes')
        .selectAll()
        .where('photo_id', '=', slot<PhotoId>('photoId'))
        .where('is_aside', '=', 0)
        .where(comesBefore('liked_at', 'account_id', slot))
        .orderBy('liked_at', 'desc')
        .orderBy('account_id', 'desc')
        .limit(slot<number>('limit')),
    ),
    byAccount: prepareQuery(kysely, (slot: MakeSlot<Key | 'accountId'>) =>
      kysely
        .selectFrom('likes')
        .selectAll()
        .where('account_id', '=', slot<AccountId>('accountId'))
        .where(comesBefore('liked_at', 'photo_id', slot))
        .orderBy('liked_at', 'desc')
        .orderBy('photo_id', 'desc')
        .limit(slot<number>('limit')),
    ),
  };
}
