import type { Kysely } from 'kysely';
import type { AccountId } from '../../domain/ids.ts';
import type { PageRequest } from '../../ports/paging.ts';
import type { OwnerFilter } from '../../ports/photos.ts';
import { comesBefore, type Position, valuesOf } from './keyset.ts';
import { toStoredTagKey } from './photo-row.ts';
import type { Schema } from './schema.ts';

/**
 * An owner's photos outside the trash. There is an index for each pair of status and visibility; with a tag, the
 * owner's photos with that tag are walked in order and the other filters sift them.
 */
export function selectGallery(
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
