import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';

/** How many of these photos are in each album that holds any of them, whosever it is. */
export async function countHeldPhotos(
  ports: Pick<Ports, 'albums'>,
  photoIds: readonly PhotoId[],
): Promise<ReadonlyMap<AlbumId, number>> {
  const counts = new Map<AlbumId, number>();
  const albums = await Promise.all([...new Set(photoIds)].map((id) => ports.albums.listByPhoto(id)));
  for (const id of albums.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
