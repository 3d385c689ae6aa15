import { pageLimits } from '@vitrine/contract/limits.ts';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

/** Of a larger album it takes too long to learn what is in it. */
const largest = 2000;

/** Which photos are in an album now; undefined where it is too large to tell. */
export async function readAlbumPhotoIds(album: {
  id: string;
  photoCount: number;
}): Promise<ReadonlySet<string> | undefined> {
  const { id, photoCount } = album;
  if (photoCount > largest) return undefined;
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
