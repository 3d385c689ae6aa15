import { cleanText } from '@vitrine/contract/formats.ts';
import { maxPhotosAtOnce } from '@vitrine/contract/limits.ts';
import type { components } from '@vitrine/contract/openapi-types';
import type { FoundImage } from '../find-images.ts';
import type { ApiClient } from './api-client.ts';
import { ApiError } from './api-client.ts';

type Album = components['schemas']['Album'];
type AlbumPage = components['schemas']['AlbumPage'];

export type FilledAlbums = {
  albums: { id: string; title: string }[];
  /** Albums that the server refused to create or to fill. */
  failures: { title: string; reason: string }[];
};

/** Adds the photos to the account's albums of these titles, in order, and creates the albums that are missing. */
export async function fillAlbums(
  client: Pick<ApiClient, 'call'>,
  plans: readonly AlbumPlan[],
  visibility: Album['visibility'] | undefined,
): Promise<FilledAlbums> {
  const filled: FilledAlbums = { albums: [], failures: [] };
  if (plans.length === 0) return filled;
  const known = await listAlbums(client);
  for (const { title, photoIds } of plans)
    try {
      const album =
        known.get(title) ??
        (await client.call<Album>('POST', '/albums', { title, ...(visibility && { visibility }) }));
      filled.albums.push({ id: album.id, title });
      for (let at = 0; at < photoIds.length; at += maxPhotosAtOnce)
        await client.call('POST', `/albums/${album.id}/photos`, {
          photoIds: photoIds.slice(at, at + maxPhotosAtOnce),
        });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 401 || error.status === 429) throw error;
      filled.failures.push({ title, reason: error.message });
    }
  return filled;
}

async function listAlbums(client: Pick<ApiClient, 'call'>): Promise<Map<string, Album>> {
  const albums = new Map<string, Album>();
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '200', ...(cursor !== null && { cursor }) });
    const page: AlbumPage = await client.call<AlbumPage>('GET', `/me/albums?${query}`);
    // An earlier version may have kept a title in another form.
    for (const album of page.items) albums.set(cleanText(album.title), album);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return albums;
}

type AlbumPlan = { title: string; photoIds: string[] };
export type AlbumOptions = {
  /** Every photo goes into each of these. */
  titles: readonly string[];
  /** Every folder is an album as well. */
  perFolder: boolean;
};

/**
 * Returns the requested albums with their photos in the given order. Normalizes titles like the server, so that two
 * spellings of one title are one album.
 */
export function planAlbums(
  photos: readonly { photoId: string; image: Pick<FoundImage, 'folders'> }[],
  { titles, perFolder }: AlbumOptions,
): AlbumPlan[] {
  const plans = new Map<string, Set<string>>();
  const add = (title: string, photoId: string) => {
    const clean = cleanText(title);
    const ids = plans.get(clean) ?? new Set();
    plans.set(clean, ids.add(photoId));
  };
  for (const { photoId, image } of photos) {
    for (const title of titles) add(title, photoId);
    if (perFolder) add(image.folders.join('/'), photoId);
  }
  return [...plans].map(([title, ids]) => ({ title, photoIds: [...ids] }));
}

export async function removeFromAlbums(
  client: Pick<ApiClient, 'call'>,
  albumIds: readonly string[],
  photoIds: readonly string[],
): Promise<void> {
  for (const id of albumIds)
    for (let at = 0; at < photoIds.length; at += maxPhotosAtOnce)
      await client.call('DELETE', `/albums/${id}/photos`, {
        photoIds: photoIds.slice(at, at + maxPhotosAtOnce),
      });
}
