import type { QueryClient } from '@tanstack/react-query';
import { listAddress, pathTo } from '@vitrine/contract/pages.ts';
import { type Rollback, removePhotosFromCache } from './photo-cache.ts';
import { readWholeList } from './read-list.ts';
import type { Album, Photo } from './types.ts';

/** A larger album takes too long to read before something is done to it. */
const maxPhotosToRead = 2000;

/** All photos of an album as the server has it now; undefined where it is too large to be read on the way. */
export async function readAlbumPhotos(
  { id, photoCount }: { id: string; photoCount: number },
  signal?: AbortSignal,
): Promise<readonly Photo[] | undefined> {
  if (photoCount > maxPhotosToRead) return undefined;
  return readWholeList<Photo>(albumPhotosUrl(id), signal && { signal });
}

export const albumPhotosUrl = (id: string) => listAddress(pathTo`/albums/${id}/photos`);

/** Lists of albums are read afresh when they are opened next; the album itself is what the server says it is now. */
export async function cacheAlbum(client: QueryClient, album: Album) {
  client.setQueryData([`/albums/${album.id}`], album);
  await invalidateAlbumLists(client);
}

export function invalidateAlbumLists(client: QueryClient) {
  return client.invalidateQueries({
    predicate: ({ queryKey: [address] }) => /^\/(?:me\/albums|users\/[^/]+\/albums)/u.test(String(address)),
  });
}

/** Takes photos out of an album's list and no other. */
export const removeFromAlbumCache = (
  client: QueryClient,
  albumId: string,
  ids: ReadonlySet<string>,
): Rollback => removePhotosFromCache(client, ids, (address) => address === albumPhotosUrl(albumId));
