import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { photoKey, toPhoto } from './photo-item.ts';
import type { Table } from './table.ts';
import type { Key } from './table-shape.ts';

/** The photo that claims a checksum, by the key of the claim. */
export async function findClaimant(table: Table, claim: Key): Promise<Photo | undefined> {
  const held = await table.get(claim);
  const item = held && (await table.get(photoKey(String(held.photoId) as PhotoId)));
  return item && toPhoto(item);
}
