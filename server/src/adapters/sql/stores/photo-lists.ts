import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { AccountId, PhotoId } from '../../../domain/ids.ts';
import type { PageRequest } from '../../../ports/paging.ts';
import type { OwnerFilter, PhotoStore } from '../../../ports/photos.ts';
import {
  comesBefore,
  type Position,
  positionAfter,
  positionBefore,
  toPage,
  valuesOf,
} from '../query/keyset.ts';
import { type MakeSlot, prepareQuery } from '../query/prepared-query.ts';
import type { PhotoRow, Schema } from '../query/schema.ts';
import { toPhoto, toStoredTagKey } from './photo-row.ts';

type PhotoLists = Pick<PhotoStore, Extract<keyof PhotoStore, `list${string}`>>;

export function createPhotoLists(kysely: Kysely<Schema>): PhotoLists {
  const select = preparePhotoLists(kysely);
  return {
    async listPublic({ tag, cursor, limit }) {
      if (tag === undefined) {
        const rows = await select.public({ ...positionBefore('feed', cursor), limit: limit + 1 });
        return toPage('feed', limit, rows, toPhoto, ({ feed_at, id }) => toPosition(feed_at, id));
      }
      const key = toStoredTagKey(tag);
      const rows = await select.publicByTag({ tag: key, ...positionBefore('tag', cursor), limit: limit + 1 });
      return toPage('tag', limit, rows, toPhoto, ({ feed_at, id }) => toPosition(feed_at, id));
    },

    async listPublicByOwner({ ownerId, cursor, limit }) {
      const position = positionBefore('profile', cursor);
      const rows = await select.publicByOwner({ ownerId, ...position, limit: limit + 1 });
      return toPage('profile', limit, rows, toPhoto, ({ feed_at, id }) => toPosition(feed_at, id));
    },

    async listByOwner(request) {
      const position = positionBefore('gallery', request.cursor);
      const rows = await selectLibrary(kysely, request, position).execute();
      return toPage('gallery', request.limit, rows, toPhoto, (row) => toPosition(row.gallery_at, row.id));
    },

    listTags: (request) => listOwnTags(kysely, request),

    async listTrash({ ownerId, cursor, limit }) {
      const position = positionBefore('trash', cursor);
      const rows = await select.trash({ ownerId, ...position, limit: limit + 1 });
      return toPage('trash', limit, rows, toPhoto, ({ trashed_at, id }) => toPosition(trashed_at, id));
    },

    async listTrashedBefore({ before, limit }) {
      return (await select.trashedBefore({ before, limit })).map(toPhoto);
    },

    async listWaiting({ status, before, limit }) {
      return (await select.waiting({ status, before, limit })).map(toPhoto);
    },

    async listAll({ cursor, limit }) {
      const rows = await select.all({ id: positionAfter('photos', cursor).id, limit: limit + 1 });
      return toPage('photos', limit, rows, toPhoto, toIdPosition);
    },

    async listAllByOwner({ ownerId, cursor, limit }) {
      const { id } = positionAfter('owned', cursor);
      const rows = await select.allByOwner({ ownerId, id, limit: limit + 1 });
      return toPage('owned', limit, rows, toPhoto, toIdPosition);
    },
  };
}

// The column is never null in the list that it sorts.
const toPosition = (at: number | null, id: string): Position => ({ at: at ?? 0, id });
const toIdPosition = ({ id }: PhotoRow): Position => ({ at: 0, id });

type Key = 'at' | 'id' | 'limit';

function preparePhotoLists(kysely: Kysely<Schema>) {
  const photos = kysely.selectFrom('photos').selectAll('photos');
  return {
    public: prepareQuery(kysely, (slot: MakeSlot<Key>) =>
      photos
        .where(comesBefore('feed_at', 'id', slot))
        .orderBy('feed_at', 'desc')
        .orderBy('id', 'desc')
        .limit(slot<number>('limit')),
    ),
    publicByTag: prepareQuery(kysely, (slot: MakeSlot<Key | 'tag'>) =>
      kysely
        .selectFrom('photo_tags')
        .innerJoin('photos', 'photos.id', 'photo_tags.photo_id')
        .selectAll('photos')
        .where('photo_tags.tag_key', '=', slot<string>('tag'))
        .where(comesBefore('photo_tags.feed_at', 'photo_tags.photo_id', slot))
        .orderBy('photo_tags.feed_at', 'desc')
        .orderBy('photo_tags.photo_id', 'desc')
        .limit(slot<number>('limit')),
    ),
    publicByOwner: prepareQuery(kysely, (slot: MakeSlot<Key | 'ownerId'>) =>
      photos
        .where('owner_id', '=', slot<AccountId>('ownerId'))
        .where(comesBefore('feed_at', 'id', slot))
        .orderBy('feed_at', 'desc')
        .orderBy('id', 'desc')
        .limit(slot<number>('limit')),
    ),
    trash: prepareQuery(kysely, (slot: MakeSlot<Key | 'ownerId'>) =>
      photos
        .where('owner_id', '=', slot<AccountId>('ownerId'))
        .where(comesBefore('trashed_at', 'id', slot))
        .orderBy('trashed_at', 'desc')
        .orderBy('id', 'desc')
        .limit(slot<number>('limit')),
    ),
    trashedBefore: prepareQuery(kysely, (slot: MakeSlot<'before' | 'limit'>) =>
      photos
        .where('trashed_at', '<', slot<number>('before'))
        .orderBy('trashed_at')
        .orderBy('id')
        .limit(slot<number>('limit')),
    ),
    waiting: prepareQuery(kysely, (slot: MakeSlot<'status' | 'before' | 'limit'>) =>
      photos
        .where('waiting_status', '=', slot<PhotoRow['status']>('status'))
        .where('status_since', '<', slot<number>('before'))
        .orderBy('status_since')
        .orderBy('id')
        .limit(slot<number>('limit')),
    ),
    all: prepareQuery(kysely, (slot: MakeSlot<'id' | 'limit'>) =>
      photos.where('id', '>', slot<PhotoId>('id')).orderBy('id').limit(slot<number>('limit')),
    ),
    allByOwner: prepareQuery(kysely, (slot: MakeSlot<'ownerId' | 'id' | 'limit'>) =>
      photos
        .where('owner_id', '=', slot<AccountId>('ownerId'))
        .where('id', '>', slot<PhotoId>('id'))
        .orderBy('id')
        .limit(slot<number>('limit')),
    ),
  };
}

/**
 * Selects an owner's photos outside the trash. An index serves each pair of status and visibility; with a tag, the
 * query walks the owner's photos with that tag and filters them.
 */
function selectLibrary(
  kysely: Kysely<Schema>,
  { ownerId, status, visibility, tag, limit }: PageRequest & { ownerId: AccountId } & OwnerFilter,
  position: Position,
) {
  const slot = valuesOf(position);
  const ordered =
    tag === undefined
      ? kysely
          .selectFrom('photos')
          .selectAll('photos')
          .where('photos.owner_id', '=', ownerId)
          .where(comesBefore('gallery_at', 'id', slot))
          .orderBy('gallery_at', 'desc')
          .orderBy('id', 'desc')
      : kysely
          .selectFrom('photo_tags')
          .innerJoin('photos', 'photos.id', 'photo_tags.photo_id')
          .selectAll('photos')
          .where('photo_tags.owner_id', '=', ownerId)
          .where('photo_tags.tag_key', '=', toStoredTagKey(tag))
          .where(comesBefore('photo_tags.gallery_at', 'photo_tags.photo_id', slot))
          .orderBy('photo_tags.gallery_at', 'desc')
          .orderBy('photo_tags.photo_id', 'desc');
  return ordered
    .$if(status !== undefined, (query) => query.where('photos.status', '=', status ?? 'ready'))
    .$if(visibility !== undefined, (query) => query.where('photos.visibility', '=', visibility ?? 'public'))
    .limit(limit + 1);
}

/**
 * Lists the tags of an owner's photos outside the trash, sorted by name. Skips from tag to tag along the index, so the
 * number of photos does not matter. Each tag is spelled as on the newest photo that has it.
 */
async function listOwnTags(
  kysely: Kysely<Schema>,
  { ownerId, limit }: { ownerId: AccountId; limit: number },
): Promise<string[]> {
  const rows = await kysely
    .withRecursive('steps(tag_key, number)', (db) =>
      db
        .selectFrom('photo_tags')
        .select(({ fn }) => [fn.min<string | null>('tag_key').as('tag_key'), sql<number>`1`.as('number')])
        .where('owner_id', '=', ownerId)
        .unionAll(
          db
            .selectFrom('steps')
            .select((step) => [
              step
                .selectFrom('photo_tags')
                .select(({ fn }) => fn.min('photo_tags.tag_key').as('tag_key'))
                .where('photo_tags.owner_id', '=', ownerId)
                .whereRef('photo_tags.tag_key', '>', 'steps.tag_key')
                .as('tag_key'),
              sql<number>`steps.number + 1`.as('number'),
            ])
            .where('steps.tag_key', 'is not', null)
            .where('steps.number', '<', limit),
        ),
    )
    .selectFrom('steps')
    .innerJoin('photos', (join) =>
      join.on('photos.id', '=', ({ selectFrom }) =>
        selectFrom('photo_tags as held')
          .select('held.photo_id')
          .where('held.owner_id', '=', ownerId)
          .whereRef('held.tag_key', '=', 'steps.tag_key')
          .where('held.gallery_at', 'is not', null)
          .orderBy('held.gallery_at', 'desc')
          .orderBy('held.photo_id', 'desc')
          .limit(1),
      ),
    )
    .select(['steps.tag_key', 'photos.tags'])
    .orderBy('steps.tag_key')
    .execute();
  return rows.flatMap(({ tag_key, tags }) =>
    (JSON.parse(tags) as string[]).filter((tag) => toStoredTagKey(tag) === tag_key).slice(0, 1),
  );
}
