import { canEditPhoto } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { maxPhotosPerAlbum } from '../../domain/album.ts';
import { AppError } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Visibility } from '../../domain/photo.ts';
import type { PhotoEvent } from '../../domain/photo-lifecycle.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnAlbum } from '../shared/loaders.ts';
import { trashPhoto } from '../shared/remove-photos.ts';
import { transitionOwnPhoto } from './transition.ts';
import { deleteForever } from './trash.ts';

export type BulkChange =
  | { action: 'delete' }
  | { action: 'restore' }
  | { action: 'deleteForever' }
  | { action: 'visibility'; visibility: Visibility; allowDownload?: boolean | undefined }
  | { action: 'addTags'; tags: readonly string[] }
  | { action: 'removeTags'; tags: readonly string[] }
  | { action: 'addToAlbum'; albumId: AlbumId }
  | { action: 'removeFromAlbum'; albumId: AlbumId };

export type BulkResult = { photoId: PhotoId; ok: boolean; code?: string };

type Deps = Pick<Ports, 'photos' | 'albums' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'>;
type PhotoBulkChange = Exclude<BulkChange, { albumId: AlbumId }>;

/** Applies one change to many photos. A photo that refuses the change gets a failed result; the others are changed. */
export async function changePhotosInBulk(
  deps: Deps,
  viewer: Account,
  photoIds: readonly PhotoId[],
  change: BulkChange,
): Promise<BulkResult[]> {
  if (change.action === 'addToAlbum' || change.action === 'removeFromAlbum')
    return changeAlbumInBulk(deps, viewer, photoIds, change.action, change.albumId);
  const results: BulkResult[] = [];
  // One time for all: photos that become public together keep the order in which they were uploaded.
  const now = deps.clock.now();
  for (const photoId of photoIds) {
    try {
      await changeOne(deps, viewer, photoId, change, now);
      results.push({ photoId, ok: true });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      results.push({ photoId, ok: false, code: error.code });
    }
  }
  return results;
}

async function changeOne(deps: Deps, viewer: Account, id: PhotoId, change: PhotoBulkChange, now: Timestamp) {
  if (change.action === 'delete') await trashPhoto(deps, viewer, id);
  else if (change.action === 'deleteForever') await deleteForever(deps, viewer, id);
  else await transitionOwnPhoto(deps, viewer, id, toEvent(change), now);
}

function toEvent(change: Exclude<PhotoBulkChange, { action: 'delete' | 'deleteForever' }>): PhotoEvent {
  if (change.action === 'restore') return { type: 'restore' };
  if (change.action !== 'visibility') return { type: change.action, tags: change.tags };
  const { visibility, allowDownload } = change;
  return { type: 'edit', change: { visibility, allowDownload } };
}

async function changeAlbumInBulk(
  deps: Deps,
  viewer: Account,
  photoIds: readonly PhotoId[],
  action: 'addToAlbum' | 'removeFromAlbum',
  albumId: AlbumId,
): Promise<BulkResult[]> {
  await findOwnAlbum(deps, viewer, albumId);
  const found = await deps.photos.findMany(photoIds);
  const own = new Set(found.filter((photo) => canEditPhoto(viewer, photo)).map(({ id }) => id));
  const change = { albumId, photoIds: photoIds.filter((id) => own.has(id)), now: deps.clock.now() };
  const isFull =
    action === 'addToAlbum' &&
    (await deps.albums.addPhotos({ ...change, maxPhotos: maxPhotosPerAlbum })).outcome === 'full';
  if (action === 'removeFromAlbum') await deps.albums.removePhotos(change);
  return photoIds.map((photoId) => {
    if (!own.has(photoId)) return { photoId, ok: false, code: 'not-found' };
    return isFull ? { photoId, ok: false, code: 'quota-exceeded' } : { photoId, ok: true };
  });
}
