import type { QueryClient } from '@tanstack/react-query';
import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import { type Rollback, removePhotosFromCache } from './photo-cache.ts';
import { readWholeList } from './read-list.ts';
import type { Album, Photo } from './types.ts';

export const albumPhotosUrl = (id: string) => listAddress(pathTo`/albums/${id}/photos`);

/** Stores an album that the server returned, and marks album lists as stale so that they reload when next opened. */
export async function cacheAlbum(client: QueryClient, album: Album) {
  client.setQueryData([`/albums/${album.id}`], album);
  await invalidateAlbumLists(client);
}

export function invalidateAlbumLists(client: QueryClient) {
  return client.invalidateQueries({
    predicate: ({ queryKey: [url] }) => /^\/(?:me\/albums|users\/[^/]+\/albums)/u.test(String(url)),
  });
}

/** Removes photos from one album's cached list only. */
export const removeFromAlbumCache = (
  client: QueryClient,
  albumId: string,
  ids: ReadonlySet<string>,
): Rollback => removePhotosFromCache(client, ids, (url) => url === albumPhotosUrl(albumId));

/** Larger albums take too long to read before an edit. */
const maxPhotosToRead = 2000;

/** Reads all photos of an album from the server. Returns `undefined` if the album is too large to read first. */
export async function readAlbumPhotos(
  { id, photoCount }: { id: string; photoCount: number },
  signal?: AbortSignal,
): Promise<readonly Photo[] | undefined> {
  if (photoCount > maxPhotosToRead) return undefined;
  return readWholeList<Photo>(albumPhotosUrl(id), signal && { signal });
}
