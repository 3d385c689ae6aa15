import { maxPhotosAtOnce, pageLimits } from '@vitrine/contract/limits.ts';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { changeInBulk } from './change-in-bulk.ts';

/** Of a larger album it takes too long to learn what was in it before. */
const largest = 2000;

type Added = {
  /** Takes out again what was not in the album before; absent where nothing was new, or nobody knows what was. */
  undo?: () => Promise<unknown>;
};

/** Any number of photos, in as many requests as the API's limit asks for. */
export async function addToAlbum(
  album: { id: string; photoCount: number },
  photoIds: readonly string[],
): Promise<Added> {
  const { id, photoCount } = album;
  const before = photoCount <= largest ? await readPhotoIds(id, photoCount) : undefined;
  for (let at = 0; at < photoIds.length; at += maxPhotosAtOnce) {
    const body = { photoIds: photoIds.slice(at, at + maxPhotosAtOnce) };
    await answer(api.POST('/albums/{id}/photos', { params: { path: { id } }, body }));
  }
  const added = before ? photoIds.filter((photoId) => !before.has(photoId)) : [];
  if (added.length === 0) return {};
  return { undo: () => changeInBulk(added, { action: 'removeFromAlbum', albumId: id }) };
}

async function readPhotoIds(id: string, photoCount: number): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let cursor: string | undefined;
  while (photoCount > 0) {
    const query = { limit: pageLimits.max, ...(cursor && { cursor }) };
    const page = await answer(api.GET('/albums/{id}/photos', { params: { path: { id }, query } }));
    for (const photo of page.items) ids.add(photo.id);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return ids;
}
