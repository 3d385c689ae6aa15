import { type Kysely, sql } from 'kysely';
import type { AccountId } from '../../../domain/ids.ts';
import type { Schema } from '../query/schema.ts';
import { toStoredTagKey } from './photo-row.ts';

/**
 * Lists the tags of an owner's photos outside the trash, sorted by name. Skips from tag to tag along the index, so the
 * number of photos does not matter. Each tag is spelled as on the newest photo that has it.
 */
export async function listOwnTags(
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
