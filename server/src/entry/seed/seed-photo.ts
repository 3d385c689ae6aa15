import { constants, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanText } from '@vitrine/contract/formats.ts';
import { maxUploadBytes } from '@vitrine/contract/limits.ts';
import type { Account } from '../../domain/account.ts';
import { originalKey } from '../../domain/blob-keys.ts';
import { AppError } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo, Visibility } from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import { editPhoto } from '../../features/photos/edit.ts';
import { beginUpload } from '../../features/uploads/begin.ts';
import { cancelUpload } from '../../features/uploads/cancel.ts';
import { completeUpload } from '../../features/uploads/complete.ts';
import { renderPhoto } from '../../features/uploads/render.ts';
import type { Ports } from '../../ports/index.ts';
import type { ImageFile } from '../find-images.ts';

export type PhotoSeed = {
  file: ImageFile;
  sha256: string;
  createdAt: Timestamp;
  visibility: Visibility;
  caption: { title: string; tags: string[]; altText?: string };
};
export type SeededPhoto =
  | { outcome: 'added' | 'present'; photo: Photo }
  | { outcome: 'refused'; reason: string };

/** Announces, stores and renders one file with the given date. Continues an interrupted run. */
export async function seedPhoto(
  ports: Ports,
  owner: Account,
  seed: PhotoSeed,
  quotaBytes: number,
): Promise<SeededPhoto> {
  const { file, sha256, createdAt, visibility } = seed;
  if (file.bytes === 0) return { outcome: 'refused', reason: 'The file is empty.' };
  if (file.bytes > maxUploadBytes)
    return { outcome: 'refused', reason: `A file can have at most ${maxUploadBytes / 1024 / 1024} MB.` };
  const then = asOf(ports, createdAt);
  const { contentType, bytes } = file;
  const fileName = cleanName(file.name);
  const upload = { fileName, contentType, bytes, sha256, visibility, allowDownload: true };
  try {
    const { outcome, photo } = await beginUpload(then, owner, upload, quotaBytes);
    if (outcome === 'duplicate' && photo.status === 'ready') return { outcome: 'present', photo };
    if (outcome === 'begun') await store(ports, photo.id, file);
    await completeUpload(then, owner, photo.id);
    await renderPhoto(then, photo.id);
    return await judge(then, owner, photo.id, seed.caption);
  } catch (error) {
    if (error instanceof AppError && error.code === 'quota-exceeded')
      return { outcome: 'refused', reason: error.message };
    throw error;
  }
}

/** Enqueues no jobs, because the photo is rendered here. The server's regular recovery finishes interrupted photos. */
const asOf = (ports: Ports, time: Timestamp): Ports => ({
  ...ports,
  clock: { now: () => time },
  jobs: { ...ports.jobs, enqueue: async () => undefined },
});

/* Stores a copy, because the store may move the file that it gets. */
async function store(ports: Ports, id: PhotoId, file: ImageFile): Promise<void> {
  await using scratch = await ports.scratch.create();
  const copy = join(scratch.path, 'original');
  await copyFile(file.path, copy, constants.COPYFILE_FICLONE);
  await ports.blobs.writeFile(originalKey(id), copy, file.contentType);
}

async function judge(
  ports: Ports,
  owner: Account,
  id: PhotoId,
  caption: PhotoSeed['caption'],
): Promise<SeededPhoto> {
  const photo = await ports.photos.find(id);
  if (photo?.status === 'ready') {
    const change = {
      title: photo.title || caption.title,
      tags: photo.tags.length > 0 ? photo.tags : caption.tags,
      altText: photo.altText || (caption.altText ?? ''),
    };
    return { outcome: 'added', photo: await editPhoto(ports, owner, id, change) };
  }
  const reason = photo?.statusReason ?? 'It is gone.';
  if (photo?.status === 'rejected') await cancelUpload(ports, owner, id);
  return { outcome: 'refused', reason };
}

const cleanName = (name: string) => cleanText(name.toWellFormed()).slice(0, 300) || 'photo';
