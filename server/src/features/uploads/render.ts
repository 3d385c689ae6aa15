import { join } from 'node:path';
import { originalKey, renditionKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo, PhotoMetadata, Picture } from '../../domain/photo.ts';
import { initialFeedPosition, withPublication } from '../../domain/photo.ts';
import { days, type Timestamp } from '../../domain/time.ts';
import type { RenderedImage, RenditionSize } from '../../ports/images.ts';
import type { Ports } from '../../ports/index.ts';
import type { ChangeOutcome } from '../../ports/photos.ts';
import { releaseChecksumClaim, transferAlbumMembership } from './duplicates.ts';
import {
  asReady,
  keepPreviousRenditions,
  notifyProcessingDelay,
  rejectPhoto,
  retryOrReject,
} from './render-failures.ts';
import { chargeRenderingTime } from './rendering-time.ts';

const mostWitnesses = 20;

/**
 * Brings a photo's original to a local path. False only where the store has lost it for certain: it is missed twice, and
 * one that has lain there for longer is found in between. A disk that is not mounted is a folder without a file.
 */
async function readOriginal(
  ports: Pick<Ports, 'photos' | 'blobs'>,
  photo: Photo,
  path: string,
): Promise<boolean> {
  const key = originalKey(photo.id);
  if (await ports.blobs.readToFile(key, path)) return true;
  if (!(await holdsAnEarlierOne(ports, photo)))
    throw new Error(`${key} is not in the store, nor is an earlier one: is it mounted, and the right one?`);
  return await ports.blobs.readToFile(key, path);
}

async function holdsAnEarlierOne({ photos, blobs }: Pick<Ports, 'photos' | 'blobs'>, { createdAt }: Photo) {
  // In order of id, which is mostly that of time: some of the first ones.
  const { items } = await photos.listAll({ limit: mostWitnesses });
  for (const { id, status, createdAt: begunAt } of items)
    if (status === 'ready' && begunAt < createdAt && (await blobs.head(originalKey(id)))) return true;
  return false;
}

/** Widths for every density of every screen, one to zoom into strips, and one JPEG for clients that read nothing newer. */
const ladder: readonly RenditionSize[] = [
  { width: 320, format: 'webp' },
  { width: 640, format: 'webp' },
  { width: 1280, format: 'webp' },
  { width: 2048, format: 'webp' },
  { width: 4096, format: 'webp', onlyStrips: true },
  { width: 1280, format: 'jpeg' },
];

/** How long a photo that was ready is kept from sight to be drawn again. */
const absencePatience = days(1);

type RenderPhotoDeps = Pick<
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
 * Makes a photo `ready`, or `rejected` with the reason. Running it twice leaves one set of renditions. A failure of the
 * machine, the store or the database says nothing of the file: the photo waits, however long, and its owner is told. A
 * picture that cannot be drawn where others can is rejected after a few tries.
 */
export async function renderPhoto(ports: RenderPhotoDeps, id: PhotoId, signal?: AbortSignal): Promise<void> {
  const photo = await ports.photos.find(id);
  if (photo?.status !== 'processing') return;
  try {
    await renderWaiting(ports, photo, signal);
  } catch (error) {
    if (signal?.aborted) throw error;
    if (photo.picture && ports.clock.now() - photo.statusSince >= absencePatience)
      return await keepPreviousRenditions(ports, photo, String(error));
    await notifyProcessingDelay(ports, photo);
    throw error;
  }
}

async function renderWaiting(
  ports: RenderPhotoDeps,
  photo: Photo,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { id } = photo;
  await using scratch = await ports.scratch.create();
  const sourcePath = join(scratch.path, 'original');
  const rejectRead = (reason: string) => rejectPhoto(ports, photo, reason, { wasRead: true });
  if (!(await readOriginal(ports, photo, sourcePath))) {
    const reason = 'The file is no longer in the store. Please upload it again.';
    return await rejectPhoto(ports, photo, reason, { wasRead: false });
  }
  const sha256 = await ports.scratch.sha256(sourcePath);
  if (photo.sha256 !== undefined && photo.sha256 !== sha256)
    return await rejectRead('What arrived is not the file that was announced. Please upload it again.');

  let spent = 0;
  const image = await ports.images
    .render({ sourcePath, outputDirectory: scratch.path, ladder }, signal, (milliseconds) => {
      spent += milliseconds;
    })
    .finally(() => chargeRenderingTime(ports, photo.ownerId, spent));
  if (image.outcome === 'refused') return await rejectRead(image.detail);
  if (image.outcome === 'undrawn') return await retryOrReject(ports, photo, image.reason);

  const picture = await storeRenditions(ports, photo, sha256, image);
  const outcome = await makeReady(ports, photo, { ...image, sha256, picture });
  const isStored = outcome.outcome === 'changed' && outcome.photo.picture?.revision === picture.revision;
  const useless = isStored ? photo.picture : picture;
  if (useless) await ports.blobs.remove(renditionKeys(id, useless));
  if (outcome.outcome === 'duplicate') return await rejectRead('You have uploaded this file before.');
  if (isStored) {
    await ports.events.publish(photo.ownerId, { type: 'photo.changed', photoId: id });
    ports.log.info({ photoId: id, format: picture.format, bytes: photo.bytes }, 'photo ready');
  }
}

type Drawn = Pick<RenderedImage, 'metadata'> & { sha256: string; picture: Picture };

/** `duplicate` where another photo of the owner holds the file, and has taken its places in albums. */
async function makeReady(ports: RenderPhotoDeps, photo: Photo, drawn: Drawn): Promise<ChangeOutcome> {
  const { metadata, sha256, picture } = drawn;
  const now = ports.clock.now();
  let arrived = photo;
  for (;;) {
    const isHiddenFile = (await ports.hiddenFiles.find(sha256)) !== undefined;
    const outcome = await ports.photos.change(photo.id, (present) => {
      arrived = present;
      if (present.status !== 'processing') return present;
      const ready = asReady(withDrafts(present, metadata), now);
      if (present.picture) return withPublication({ ...ready, sha256, picture }, now);
      const first = { ...ready, sha256, picture };
      const shown = isHiddenFile ? hiddenAsSameFile(first, now) : first;
      return withPublication(shown, initialFeedPosition(present, now));
    });
    if (outcome.outcome === 'changed') return await settleHiding(ports, outcome, sha256);
    if (outcome.outcome === 'absent') return outcome;
    const claimant = await releaseChecksumClaim(ports, arrived, sha256);
    if (!claimant) continue;
    if (arrived.trashedAt === undefined) await transferAlbumMembership(ports, arrived, claimant);
    return outcome;
  }
}

/* An admin may have hidden the file, or this very photo, while it was drawn. */
async function settleHiding(
  ports: RenderPhotoDeps,
  outcome: Extract<ChangeOutcome, { outcome: 'changed' }>,
  sha256: string,
): Promise<ChangeOutcome> {
  const { photo } = outcome;
  if (photo.status !== 'ready') return outcome;
  if (photo.hiddenAt !== undefined) {
    if (photo.hiddenReason === undefined) await ports.hiddenFiles.add({ sha256, hiddenAt: photo.hiddenAt });
    return outcome;
  }
  const hidden = await ports.hiddenFiles.find(sha256);
  if (!hidden || hidden.hiddenAt < photo.statusSince) return outcome;
  const now = ports.clock.now();
  return ports.photos.change(photo.id, (present) => hiddenAsSameFile(present, now));
}

const hiddenAsSameFile = (photo: Photo, hiddenAt: Timestamp): Photo =>
  photo.hiddenAt === undefined ? { ...photo, hiddenAt, hiddenReason: 'same-file' } : photo;

async function storeRenditions(
  ports: RenderPhotoDeps,
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
    // The same for a second attempt at the same work, so that what a first one left is written over.
    revision: ports.secrets.sign('revision', `${photo.id} ${photo.statusSince} ${sha256}`).slice(0, 16),
    renditions: image.renditions.map((file) => ({
      width: file.width,
      height: file.height,
      format: file.format,
      bytes: file.bytes,
    })),
  };
  for (const file of image.renditions)
    await ports.blobs.writeFile(
      renditionKey(photo.id, picture.revision, file),
      file.path,
      `image/${file.format}`,
    );
  return picture;
}

const renditionKeys = (id: PhotoId, picture: Picture) =>
  picture.renditions.map((rendition) => renditionKey(id, picture.revision, rendition));

/** The file's own words are drafts: they stand where the owner has written nothing by the time it is first ready. */
function withDrafts(photo: Photo, { title, description, keywords, ...metadata }: PhotoMetadata): Photo {
  if (photo.picture) return { ...photo, metadata };
  return {
    ...photo,
    metadata,
    title: photo.title || (title ?? ''),
    description: photo.description || (description ?? ''),
    tags: photo.tags.length > 0 ? photo.tags : (keywords ?? []),
  };
}
