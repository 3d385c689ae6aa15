import type { Kysely } from 'kysely';
import type { AccountId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { toPhoto } from './photo-row.ts';
import type { Schema } from './schema.ts';

export async function findByChecksum(
  kysely: Kysely<Schema>,
  ownerId: AccountId,
  sha256: string,
): Promise<Photo | undefined> {
  const row = await kysely
    .selectFrom('photos')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('checksum_claim', '=', sha256)
    .executeTakeFirst();
  return row && toPhoto(row);
}
