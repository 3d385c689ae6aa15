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
  /** Number of photos that were in the album before. 0 if unknown. */
  present: number;
  failed: BulkResult['failed'];
  /** Removes the added photos again. Absent if none was new, or if the previous content is unknown. */
  undo?: () => Promise<void>;
};

/** Adds any number of photos to an album. Throws if none could be added. */
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
