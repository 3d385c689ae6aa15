import { readAlbumPhotos } from '../../api/album-cache.ts';
import {
  type BulkChange,
  type BulkResult,
  bulkProblem,
  changePhotosInBulk,
  undoBulkChanges,
} from '../selection/bulk-change.ts';

export type Added = {
  added: readonly string[];
  /** How many of them were in the album before; 0 as well where nobody knows. */
  present: number;
  failed: BulkResult['failed'];
  /** Takes out again what was not in the album before; absent where nothing was new, or nobody knows what was. */
  undo?: () => Promise<void>;
};

/** Any number of photos; it fails where none could be added. */
export async function addToAlbum(
  album: { id: string; photoCount: number },
  photoIds: readonly string[],
  { read = readAlbumPhotos, change = changePhotosInBulk } = {},
): Promise<Added> {
  const albumId = album.id;
  const photos = await read(album);
  const before = photos && new Set(photos.map(({ id }) => id));
  const adding: BulkChange = { action: 'addToAlbum', albumId };
  const { done, failed } = await change(photoIds, adding);
  if (failed.count > 0 && done.size === 0) throw bulkProblem(failed, adding.action);
  const added = [...done].filter((id) => !before?.has(id));
  const takenOut = { photoIds: added, change: { action: 'removeFromAlbum' as const, albumId } };
  return {
    added,
    present: done.size - added.length,
    failed,
    ...(before && added.length > 0 && { undo: () => undoBulkChanges([takenOut], change) }),
  };
}
