import { maxPhotosAtOnce } from '@vitrine/contract/limits.ts';
import type { components } from '@vitrine/contract/openapi-types';
import type { ApiClient } from './api-client.ts';

type Album = components['schemas']['Album'];
type AlbumPage = components['schemas']['AlbumPage'];

/** Adds the photos to one's albums of these titles, which are made where there is none. Answers the albums' ids. */
export async function fillAlbums(
  client: ApiClient,
  titles: readonly string[],
  photoIds: readonly string[],
  visibility: Album['visibility'] | undefined,
): Promise<string[]> {
  if (titles.length === 0 || photoIds.length === 0) return [];
  const known = await listAlbums(client);
  const filled: string[] = [];
  for (const title of titles) {
    const album =
      known.get(title) ??
      (await client.call<Album>('POST', '/albums', { title, ...(visibility && { visibility }) }));
    for (let at = 0; at < photoIds.length; at += maxPhotosAtOnce)
      await client.call('POST', `/albums/${album.id}/photos`, {
        photoIds: photoIds.slice(at, at + maxPhotosAtOnce),
      });
    filled.push(album.id);
  }
  return filled;
}

async function listAlbums(client: ApiClient): Promise<Map<string, Album>> {
  const albums = new Map<string, Album>();
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '200', ...(cursor !== null && { cursor }) });
    const page: AlbumPage = await client.call<AlbumPage>('GET', `/me/albums?${query}`);
    for (const album of page.items) albums.set(album.title, album);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return albums;
}
