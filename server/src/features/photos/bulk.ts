import type { Account } from '../../domain/account.ts';
import { maxPhotosPerAlbum } from '../../domain/album.ts';
import { AppError } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import { maxTagsPerPhoto, type Photo, tagKey, type Visibility, withPublication } from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnAlbum } from '../shared/loaders.ts';
import { trashPhoto } from '../shared/remove-photos.ts';
import { changeOwnPhoto } from './transition.ts';
import { deleteForever, restorePhoto } from './trash.ts';

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

type ChangePhotosInBulkDeps = Pick<
  Ports,
  'photos' | 'albums' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'
>;

/** One thing done to many photos. What cannot be done to one is said of that one; the others are done. */
export async function changePhotosInBulk(
  ports: ChangePhotosInBulkDeps,
  viewer: Account,
  photoIds: readonly PhotoId[],
  change: BulkChange,
): Promise<BulkResult[]> {
  if (change.action === 'addToAlbum' || change.action === 'removeFromAlbum')
    return changeAlbumInBulk(ports, viewer, photoIds, change.action, change.albumId);
  const results: BulkResult[] = [];
  // One moment for all: photos that become public together keep the order in which they were uploaded.
  const now = ports.clock.now();
  for (const photoId of photoIds) {
    try {
      await changeOne(ports, viewer, photoId, { ...change, now });
      results.push({ photoId, ok: true });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      results.push({ photoId, ok: false, code: error.code });
    }
  }
  return results;
}

async function changeOne(
  ports: ChangePhotosInBulkDeps,
  viewer: Account,
  id: PhotoId,
  change: Exclude<BulkChange, { albumId: AlbumId }> & { now: Timestamp },
): Promise<void> {
  if (change.action === 'delete') return trashPhoto(ports, viewer, id);
  if (change.action === 'deleteForever') return deleteForever(ports, viewer, id);
  if (change.action === 'restore') return void (await restorePhoto(ports, viewer, id));
  await changeOwnPhoto(ports, viewer, id, (photo) =>
    change.action === 'visibility'
      ? showTo(photo, change, change.now)
      : { ...photo, tags: changeTags(photo, change.action, change.tags) },
  );
}

const showTo = (
  photo: Photo,
  { visibility, allowDownload = photo.allowDownload }: Extract<BulkChange, { visibility: Visibility }>,
  now: Timestamp,
) => withPublication({ ...photo, visibility, allowDownload }, now);

function changeTags({ tags }: Photo, action: 'addTags' | 'removeTags', named: readonly string[]): string[] {
  const keys = new Set(named.map(tagKey));
  const others = tags.filter((tag) => !keys.has(tagKey(tag)));
  if (action === 'removeTags') return others;
  const present = new Set(tags.map(tagKey));
  const changed = [...tags, ...named.filter((tag) => !present.has(tagKey(tag)))];
  if (changed.length > maxTagsPerPhoto)
    throw new AppError('quota-exceeded', `A photo may have at most ${maxTagsPerPhoto} tags.`);
  return changed;
}

async function changeAlbumInBulk(
  ports: ChangePhotosInBulkDeps,
  viewer: Account,
  photoIds: readonly PhotoId[],
  action: 'addToAlbum' | 'removeFromAlbum',
  albumId: AlbumId,
): Promise<BulkResult[]> {
  await findOwnAlbum(ports, viewer, albumId);
  const own = new Set(
    (await ports.photos.findMany(photoIds))
      .filter(({ ownerId }) => ownerId === viewer.id)
      .map(({ id }) => id),
  );
  const change = { albumId, photoIds: photoIds.filter((id) => own.has(id)), now: ports.clock.now() };
  const isFull =
    action === 'addToAlbum' &&
    (await ports.albums.addPhotos({ ...change, maxPhotos: maxPhotosPerAlbum })).outcome === 'full';
  if (action === 'removeFromAlbum') await ports.albums.removePhotos(change);
  return photoIds.map((photoId) => {
    if (!own.has(photoId)) return { photoId, ok: false, code: 'not-found' };
    return isFull ? { photoId, ok: false, code: 'quota-exceeded' } : { photoId, ok: true };
  });
}
