import { maxPhotosAtOnce } from '@vitrine/contract/limits.ts';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { readAlbumPhotoIds } from './read-album-photo-ids.ts';
import { takeBackInBulk } from './take-back-in-bulk.ts';

export type Added = {
  added: readonly string[];
  /** How many of them were in the album before; 0 as well where nobody knows. */
  present: number;
  /** Takes out again what was not in the album before; absent where nothing was new, or nobody knows what was. */
  undo?: () => Promise<unknown>;
};

/** Any number of photos, in as many requests as the API's limit asks for. */
export async function addToAlbum(
  album: { id: string; photoCount: number },
  photoIds: readonly string[],
): Promise<Added> {
  const { id } = album;
  const before = await readAlbumPhotoIds(album);
  for (let at = 0; at < photoIds.length; at += maxPhotosAtOnce) {
    const body = { photoIds: photoIds.slice(at, at + maxPhotosAtOnce) };
    await answer(api.POST('/albums/{id}/photos', { params: { path: { id } }, body }));
  }
  const added = photoIds.filter((photoId) => !before?.has(photoId));
  return {
    added,
    present: photoIds.length - added.length,
    ...(before &&
      added.length > 0 && {
        undo: () => takeBackInBulk([{ photoIds: added, change: { action: 'removeFromAlbum', albumId: id } }]),
      }),
  };
}
