import { albumPhotosAddress } from './album-cache.ts';
import { readWholeList } from './read-whole-list.ts';
import type { Photo } from './types.ts';

/** A larger album takes too long to read before something is done to it. */
const largest = 2000;

/** All photos of an album as the server has it now; undefined where it is too large to be read on the way. */
export async function readAlbumPhotos(
  { id, photoCount }: { id: string; photoCount: number },
  signal?: AbortSignal,
): Promise<readonly Photo[] | undefined> {
  if (photoCount > largest) return undefined;
  return readWholeList<Photo>(albumPhotosAddress(id), signal && { signal });
}
