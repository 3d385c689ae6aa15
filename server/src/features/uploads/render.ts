import { join } from 'node:path';
import { originalKey, renditionKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo, Picture } from '../../domain/photo.ts';
import type { RenderedPhoto } from '../../domain/photo-lifecycle.ts';
import { days } from '../../domain/time.ts';
import type { RenderedImage, RenditionSize } from '../../ports/images.ts';
import type { Ports } from '../../ports/index.ts';
import { type TransitionResult, transition } from '../photos/transition.ts';
import { releaseChecksumClaim, transferAlbumMembership } from './duplicates.ts';
import {
  keepPreviousRenditions,
  notifyProcessingDelay,
  rejectPhoto,
  retryOrReject,
} from './render-failures.ts';
import { chargeRenderingTime } from './rendering-time.ts';

/** Widths for screens of every density, one to zoom into strips, and a JPEG for clients without WebP. */
const ladder: readonly RenditionSize[] = [
  { width: 320, format: 'webp' },
  { width: 640, format: 'webp' },
  { width: 1280, format: 'webp' },
  { width: 2048, format: 'webp' },
  { width: 4096, format: 'webp', onlyStrips: true },
  { width: 1280, format: 'jpeg' },
];

/* A photo that was ready before is hidden for this long at most while it is rendered again. */
const redrawPatience = days(1);

/* Photos whose originals prove that the right store is mounted. */
const maxWitnesses = 20;

type Deps = Pick<
  Ports,
  | 'accounts'
  | 'attempts'
  | 'photos'
  | 'hiddenFiles'
  | 'albums'
  | 'blobs'
  | 'images'
  | 'scratch'
  | 'jobs'
  | 'events'
  | 'secrets'
  | 'clock'
  | 'log'
>;

/**
 * Renders an original and makes its photo `ready`, or `rejected` with the reason. Idempotent. After a failure of the
 * machine, the store or the database the photo waits, and its owner reads about the delay. An image that cannot be
 * rendered although others can is rejected after a few attempts.
 */
export async function renderPhoto(deps: Deps, id: PhotoId, signal?: AbortSignal): Promise<void> {
  const photo = await deps.photos.find(id);
  if (photo?.status !== 'processing') return;
  try {
    await renderWaiting(deps, photo, signal);
  } catch (error) {
    if (signal?.aborted) throw error;
    if (photo.picture && deps.clock.now() - photo.statusSince >= redrawPatience)
      return await keepPreviousRenditions(deps, photo, String(error));
    await notifyProcessingDelay(deps, photo);
    throw error;
  }
}

async function renderWaiting(deps: Deps, photo: Photo, signal: AbortSignal | undefined): Promise<void> {
  await using scratch = await deps.scratch.create();
  const sourcePath = join(scratch.path, 'original');
  const rejectRead = (reason: string) => rejectPhoto(deps, photo, reason, { wasRead: true });
  if (!(await readOriginal(deps, photo, sourcePath))) {
    const reason = 'The file is no longer in the store. Upload it again.';
    return await rejectPhoto(deps, photo, reason, { wasRead: false });
  }
  const sha256 = await deps.scratch.sha256(sourcePath);
  if (photo.sha256 !== undefined && photo.sha256 !== sha256)
    return await rejectRead('The file does not match its checksum. Upload it again.');

  let spent = 0;
  const image = await deps.images
    .render({ sourcePath, outputDirectory: scratch.path, ladder }, signal, (milliseconds) => {
      spent += milliseconds;
    })
    .finally(() => chargeRenderingTime(deps, photo.ownerId, spent));
  if (image.outcome === 'refused') return await rejectRead(image.detail);
  if (image.outcome === 'undrawn') return await retryOrReject(deps, photo, image.reason);

  const picture = await storeRenditions(deps, photo, sha256, image);
  const result = await makeReady(deps, photo, { metadata: image.metadata, sha256, picture });
  const isDuplicate = result.outcome === 'duplicate';
  const isStored =
    !isDuplicate && result.outcome !== 'absent' && result.photo.picture?.revision === picture.revision;
  const unused = isStored ? photo.picture : picture;
  if (unused) await deps.blobs.remove(renditionKeys(photo.id, unused));
  if (isDuplicate) return await rejectRead('You have uploaded this file before.');
  if (isStored)
    deps.log.info({ photoId: photo.id, format: picture.format, bytes: photo.bytes }, 'photo ready');
}

/**
 * Returns `duplicate` if another photo of the owner holds the file. It has then taken the photo's positions in
 * albums.
 */
async function makeReady(deps: Deps, { id }: Photo, rendered: RenderedPhoto): Promise<TransitionResult> {
  const { sha256 } = rendered;
  // Before the look at the hidden files: `settleHiding` then finds one that was hidden in between.
  const now = deps.clock.now();
  for (;;) {
    const isHiddenFile = (await deps.hiddenFiles.find(sha256)) !== undefined;
    const result = await transition(deps, id, { type: 'ready', rendered, isHiddenFile }, { now });
    if (result.outcome === 'absent') return result;
    if (result.outcome !== 'duplicate') return await settleHiding(deps, result, sha256);
    const claimant = await releaseChecksumClaim(deps, result.photo, sha256);
    if (!claimant) continue;
    if (result.photo.trashedAt === undefined) await transferAlbumMembership(deps, result.photo, claimant);
    return result;
  }
}

/* An admin may hide the file or this photo while it is rendered. */
async function settleHiding(
  deps: Deps,
  result: Exclude<TransitionResult, { outcome: 'absent' }>,
  sha256: string,
): Promise<TransitionResult> {
  const { photo } = result;
  if (photo.status !== 'ready') return result;
  if (photo.hiddenAt !== undefined) {
    if (photo.hiddenReason === undefined) await deps.hiddenFiles.add({ sha256, hiddenAt: photo.hiddenAt });
    return result;
  }
  const hidden = await deps.hiddenFiles.find(sha256);
  if (!hidden || hidden.hiddenAt < photo.statusSince) return result;
  return transition(deps, photo.id, { type: 'hide', reason: 'same-file' });
}

async function storeRenditions(
  deps: Deps,
  photo: Photo,
  sha256: string,
  image: RenderedImage,
): Promise<Picture> {
  const { format, width, height, animated, thumbhash, color } = image;
  const picture: Picture = {
    format,
    width,
    height,
    animated,
    thumbhash,
    color,
    // The same for every attempt at this rendering, so that a retry overwrites the files of the attempt before.
    revision: deps.secrets.sign('revision', `${photo.id} ${photo.statusSince} ${sha256}`).slice(0, 16),
    renditions: image.renditions.map((file) => ({
      width: file.width,
      height: file.height,
      format: file.format,
      bytes: file.bytes,
    })),
  };
  for (const file of image.renditions)
    await deps.blobs.writeFile(
      renditionKey(photo.id, picture.revision, file),
      file.path,
      `image/${file.format}`,
    );
  return picture;
}

const renditionKeys = (id: PhotoId, picture: Picture) =>
  picture.renditions.map((rendition) => renditionKey(id, picture.revision, rendition));

/**
 * Copies the original to a local path. Returns false only if the store has surely lost it: two reads miss it although
 * an earlier original is there. An unmounted disk looks like an empty folder.
 */
async function readOriginal(deps: Deps, photo: Photo, path: string): Promise<boolean> {
  const key = originalKey(photo.id);
  if (await deps.blobs.readToFile(key, path)) return true;
  if (!(await hasEarlierOriginal(deps, photo)))
    throw new Error(`${key} is not in the store, nor is an earlier one: is it mounted, and the right one?`);
  return await deps.blobs.readToFile(key, path);
}

async function hasEarlierOriginal({ photos, blobs }: Deps, { createdAt }: Photo): Promise<boolean> {
  // Ids are ordered by time, so that the first page holds early photos.
  const { items } = await photos.listAll({ limit: maxWitnesses });
  for (const { id, status, createdAt: announcedAt } of items)
    if (status === 'ready' && announcedAt < createdAt && (await blobs.head(originalKey(id)))) return true;
  return false;
}
