import type { Account } from '../../domain/account.ts';
import { maxPhotosPerAlbum } from '../../domain/album.ts';
import { originalKey } from '../../domain/blob-keys.ts';
import { AppError } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import {
  defaultsOf,
  maxUnfinishedUploads,
  type Photo,
  uploadLifetime,
  type Visibility,
} from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import { partLengths } from '../../domain/upload-parts.ts';
import type { PutTarget } from '../../ports/blobs.ts';
import type { Ports } from '../../ports/index.ts';
import { ensureRendered } from '../photos/transition.ts';
import { checkSameRequest, digestRequest } from '../shared/idempotency.ts';
import { checkContribution, findOwnAlbum } from '../shared/loaders.ts';
import { removeStoredPhoto } from '../shared/remove-photos.ts';
import { resumeUpload } from './resume.ts';

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
  altText?: string | undefined;
  /** The same key again finds the photo that it announced, if the request is the same. */
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

type BeginUploadDeps = Pick<
  Ports,
  'photos' | 'albums' | 'blobs' | 'attempts' | 'jobs' | 'events' | 'secrets' | 'clock'
>;

/* Announced within an hour by an account whose quota is small. */
const leastHourly = 4 * 1024 ** 3;

/** Announces a file. One that broke off earlier is taken up again; one that lies in the trash comes back out of it. */
export async function beginUpload(
  ports: BeginUploadDeps,
  owner: Account,
  upload: NewUpload,
  quotaBytes: number,
): Promise<BegunUpload> {
  checkContribution(owner);
  if (upload.albumId) await findOwnAlbum(ports, owner, upload.albumId);
  const begun = await beginOrFind(ports, owner, upload, quotaBytes);
  if (upload.albumId) await addToAlbum(ports, upload.albumId, begun);
  if (begun.outcome === 'duplicate') await ensureRendered(ports, begun.photo);
  return begun;
}

async function beginOrFind(
  ports: BeginUploadDeps,
  owner: Account,
  upload: NewUpload,
  quotaBytes: number,
): Promise<BegunUpload> {
  const announced = newPhoto(ports, owner, upload);
  const { requestDigest } = announced;
  if (upload.idempotencyKey !== undefined) {
    const present = await ports.photos.find(announced.id);
    if (present) {
      checkSameRequest(present, requestDigest);
      return takeUp(ports, owner, present, upload);
    }
    await removeRemains(ports, announced);
  }
  const begun = await ports.photos.begin(announced, quotaBytes).catch(async (error) => {
    // The same key at the same moment: whoever came first has made it.
    const first = upload.idempotencyKey === undefined ? undefined : await ports.photos.find(announced.id);
    if (!first) throw error;
    checkSameRequest(first, requestDigest);
    return { outcome: 'exists' as const, photo: first };
  });
  if (begun.outcome === 'over-quota')
    throw new AppError('quota-exceeded', 'There is no room left in your gallery for this file.');
  if (begun.outcome === 'too-many-unfinished')
    throw new AppError(
      'quota-exceeded',
      `${maxUnfinishedUploads} of your uploads did not arrive or were rejected. Send them, or dismiss them in your gallery.`,
    );
  if (begun.outcome === 'begun') {
    await limitAnnouncedBytes(ports, announced, quotaBytes);
    return withTargets(ports, announced, upload, { isNew: true });
  }
  return takeUp(ports, owner, begun.photo, upload);
}

async function takeUp(
  ports: BeginUploadDeps,
  owner: Account,
  found: Photo,
  upload: NewUpload,
): Promise<BegunUpload> {
  const differ = found.sha256 && upload.sha256 && found.sha256 !== upload.sha256;
  if (found.bytes !== upload.bytes || differ) throw anotherFile();
  const photo = await resumeUpload(ports, found, upload, defaultsOf(owner));
  return photo.status === 'uploading' ? withTargets(ports, photo, upload) : { outcome: 'duplicate', photo };
}

/* In a full album there is no place: then the photo is not begun either, and one that was there stays. */
async function addToAlbum(ports: BeginUploadDeps, albumId: AlbumId, begun: BegunUpload): Promise<void> {
  const added = await ports.albums.addPhotos({
    albumId,
    photoIds: [begun.photo.id],
    maxPhotos: maxPhotosPerAlbum,
    now: ports.clock.now(),
  });
  if (added.outcome !== 'full') return;
  if (begun.outcome === 'begun' && begun.isNew) {
    await withdraw(ports, begun.photo);
    if (begun.parts) await ports.blobs.removeParts(originalKey(begun.photo.id));
  }
  throw new AppError('quota-exceeded', `An album holds at most ${maxPhotosPerAlbum} photos.`);
}

const withdraw = ({ photos }: BeginUploadDeps, { id, createdAt }: Photo) =>
  photos.remove(id, (present) => present.status === 'uploading' && present.createdAt === createdAt);

/* A store such as S3 takes the bytes of an upload that ended until its address expires: this bounds them. */
async function limitAnnouncedBytes(ports: BeginUploadDeps, photo: Photo, quotaBytes: number): Promise<void> {
  const key = `announced bytes ${photo.ownerId}`;
  const count = (by: number) =>
    ports.attempts.tally({ key, by, window: uploadLifetime, now: ports.clock.now() });
  if ((await count(photo.bytes)) <= Math.max(4 * quotaBytes, leastHourly)) return;
  await withdraw(ports, photo);
  await count(-photo.bytes);
  throw new AppError(
    'too-many-requests',
    'Your account announced more than it can send in an hour. Wait an hour, then go on.',
    { retryAfter: uploadLifetime / 1000 },
  );
}

function newPhoto(ports: BeginUploadDeps, owner: Account, upload: NewUpload): Photo {
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
    altText: upload.altText ?? '',
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
    ...(upload.idempotencyKey !== undefined && { requestDigest: digestRequest(ports, upload) }),
    likeCount: 0,
    createdAt: now,
    statusSince: now,
  };
}

async function withTargets(
  ports: BeginUploadDeps,
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
  ports: BeginUploadDeps,
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

/**
 * Of a photo that was deleted for good bytes may lie there still, and its Idempotency-Key gives its id to another one:
 * that is to have nothing of it. What is younger than the announcement stays: the same key announced it at the same moment.
 */
async function removeRemains({ blobs }: Pick<Ports, 'blobs'>, announced: Photo): Promise<void> {
  const { id, bytes, createdAt } = announced;
  const place = { prefix: originalKey(id), limit: 1 };
  const [original] = (await blobs.list(place)).items;
  const [begun] = partLengths(bytes).length > 1 ? (await blobs.listBegunParts(place)).items : [];
  const since = Math.min(original?.modifiedAt ?? createdAt, begun?.begunAt ?? createdAt);
  if (since < createdAt) await removeStoredPhoto({ blobs }, announced);
}
