import type { Account } from '../../domain/account.ts';
import { maxPhotosPerAlbum } from '../../domain/album.ts';
import { originalKey } from '../../domain/blob-keys.ts';
import { AppError } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import { type Photo, uploadLifetime, type Visibility } from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import { partLengths } from '../../domain/upload-parts.ts';
import { defaultsOf } from '../../domain/visibility.ts';
import type { PutTarget } from '../../ports/blobs.ts';
import type { Ports } from '../../ports/index.ts';
import { findOwnAlbum } from '../guards/find-visible-album.ts';
import { ensureRendered } from '../steps/enqueue-rendering.ts';
import { announceAgain } from './announce-again.ts';
import { removeRemains } from './remove-remains.ts';

export type NewUpload = {
  fileName: string;
  contentType: string;
  bytes: number;
  sha256?: string | undefined;
  /** Of each part, in order, where it is to be sent in parts. */
  partChecksums?: string[] | undefined;
  title?: string | undefined;
  description?: string | undefined;
  tags?: string[] | undefined;
  /** Those of the account's defaults, if left out. */
  visibility?: Visibility | undefined;
  allowDownload?: boolean | undefined;
  /** An album to put it into, at the end. */
  albumId?: AlbumId | undefined;
  /** The same key again finds the photo that it announced. */
  idempotencyKey?: string | undefined;
};

export type UploadTarget = PutTarget & { expiresAt: Timestamp };
/** Without a target it has arrived. */
export type UploadPart = { bytes: number; target: UploadTarget | undefined };
export type BegunUpload =
  | {
      outcome: 'begun';
      photo: Photo;
      /** False where it was announced before, and is taken up again. */
      isNew: boolean;
      target: UploadTarget;
      parts: UploadPart[] | undefined;
    }
  | { outcome: 'duplicate'; photo: Photo };

type Needs = Pick<Ports, 'photos' | 'albums' | 'blobs' | 'jobs' | 'events' | 'secrets' | 'clock'>;

/** Announces a file. One that broke off earlier is taken up again; one that lies in the trash comes back out of it. */
export async function beginUpload(
  ports: Needs,
  owner: Account,
  upload: NewUpload,
  quotaBytes: number,
): Promise<BegunUpload> {
  if (upload.albumId) await findOwnAlbum(ports, owner, upload.albumId);
  const begun = await beginOrFind(ports, owner, upload, quotaBytes);
  if (upload.albumId) await addToAlbum(ports, upload.albumId, begun);
  if (begun.outcome === 'duplicate') await ensureRendered(ports, begun.photo);
  return begun;
}

async function beginOrFind(
  ports: Needs,
  owner: Account,
  upload: NewUpload,
  quotaBytes: number,
): Promise<BegunUpload> {
  const announced = newPhoto(ports, owner, upload);
  if (upload.idempotencyKey !== undefined) {
    const present = await ports.photos.find(announced.id);
    if (present) return takeUp(ports, owner, present, upload);
    await removeRemains(ports, announced);
  }
  const begun = await ports.photos.begin(announced, quotaBytes).catch(async (error) => {
    // The same key at the same moment: whoever came first has made it.
    const first = upload.idempotencyKey === undefined ? undefined : await ports.photos.find(announced.id);
    if (!first) throw error;
    return { outcome: 'exists' as const, photo: first };
  });
  if (begun.outcome === 'over-quota')
    throw new AppError('quota-exceeded', 'There is no room left in your gallery for this file.');
  if (begun.outcome === 'begun') return withTargets(ports, announced, upload, { isNew: true });
  return takeUp(ports, owner, begun.photo, upload);
}

async function takeUp(ports: Needs, owner: Account, found: Photo, upload: NewUpload): Promise<BegunUpload> {
  const differ = found.sha256 && upload.sha256 && found.sha256 !== upload.sha256;
  if (found.bytes !== upload.bytes || differ) throw anotherFile();
  const photo = await announceAgain(ports, found, upload, defaultsOf(owner));
  return photo.status === 'uploading' ? withTargets(ports, photo, upload) : { outcome: 'duplicate', photo };
}

/* In a full album there is no place: then the photo is not begun either, and one that was there stays. */
async function addToAlbum(ports: Needs, albumId: AlbumId, begun: BegunUpload): Promise<void> {
  const added = await ports.albums.addPhotos({
    albumId,
    photoIds: [begun.photo.id],
    maxPhotos: maxPhotosPerAlbum,
    now: ports.clock.now(),
  });
  if (added.outcome !== 'full') return;
  if (begun.outcome === 'begun' && begun.isNew) {
    const { createdAt } = begun.photo;
    await ports.photos.remove(
      begun.photo.id,
      (present) => present.status === 'uploading' && present.createdAt === createdAt,
    );
    if (begun.parts) await ports.blobs.removeParts(originalKey(begun.photo.id));
  }
  throw new AppError('quota-exceeded', `An album holds at most ${maxPhotosPerAlbum} photos.`);
}

function newPhoto(ports: Needs, owner: Account, upload: NewUpload): Photo {
  const now = ports.clock.now();
  const { visibility, allowDownload } = defaultsOf(owner);
  return {
    id:
      upload.idempotencyKey === undefined
        ? ports.secrets.createId<PhotoId>()
        : ports.secrets.deriveId<PhotoId>('photo', `${owner.id} ${upload.idempotencyKey}`),
    ownerId: owner.id,
    title: upload.title ?? '',
    description: upload.description ?? '',
    altText: '',
    tags: upload.tags ?? [],
    visibility: upload.visibility ?? visibility,
    showPlace: false,
    allowDownload: upload.allowDownload ?? allowDownload,
    status: 'uploading',
    fileName: upload.fileName,
    bytes: upload.bytes,
    contentType: upload.contentType,
    ...(upload.sha256 && { sha256: upload.sha256 }),
    metadata: {},
    likeCount: 0,
    createdAt: now,
    statusSince: now,
  };
}

async function withTargets(
  ports: Needs,
  photo: Photo,
  upload: NewUpload,
  { isNew = false } = {},
): Promise<BegunUpload> {
  const expiresAt = ports.clock.now() + uploadLifetime;
  const target = await ports.blobs.presignPut({
    key: originalKey(photo.id),
    bytes: photo.bytes,
    contentType: photo.contentType,
    sha256: photo.sha256,
    expiresAt,
  });
  const parts = upload.partChecksums && (await presignParts(ports, photo, upload, { isNew, expiresAt }));
  return { outcome: 'begun', photo, isNew, target: { ...target, expiresAt }, parts };
}

async function presignParts(
  ports: Needs,
  photo: Photo,
  { bytes, sha256, partChecksums = [] }: NewUpload,
  { isNew, expiresAt }: { isNew: boolean; expiresAt: Timestamp },
): Promise<UploadPart[]> {
  // What arrived of one file must not be taken for parts of another.
  if (photo.sha256 !== sha256) throw anotherFile();
  const lengths = partLengths(bytes);
  const targets = await ports.blobs.beginParts({
    key: originalKey(photo.id),
    contentType: photo.contentType,
    parts: lengths.map((length, index) => ({ bytes: length, sha256: partChecksums[index] ?? '' })),
    mayHaveBegun: !isNew,
    expiresAt,
  });
  return lengths.map((length, index) => {
    const target = targets[index];
    return { bytes: length, target: target && { ...target, expiresAt } };
  });
}

const anotherFile = () =>
  new AppError(
    'conflict',
    'Another file was announced before under this Idempotency-Key or checksum. Give each file its own key.',
  );
