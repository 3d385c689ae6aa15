import type { Account } from '../../domain/account.ts';
import { maxPhotosPerAlbum } from '../../domain/album.ts';
import { originalKey } from '../../domain/blob-keys.ts';
import { AppError } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import {
  defaultsOf,
  maxUnfinishedUploads,
  type Photo,
  type PhotoChange,
  textsOf,
  uploadLifetime,
} from '../../domain/photo.ts';
import { partLengths } from '../../domain/upload-parts.ts';
import type { Ports } from '../../ports/index.ts';
import { ensureRendered } from '../photos/transition.ts';
import { checkSameRequest, digestRequest } from '../shared/idempotency.ts';
import { checkContribution, findOwnAlbum } from '../shared/loaders.ts';
import { removeStoredPhoto } from '../shared/remove-photos.ts';
import { resumeUpload } from './resume.ts';
import { createTargets, differentFile, type UploadTargets } from './targets.ts';

/** Missing fields take the account's upload defaults, or stay empty. */
export type NewUpload = Omit<PhotoChange, 'showPlace'> & {
  fileName: string;
  contentType: string;
  bytes: number;
  sha256?: string | undefined;
  /** Checksum of each part, in order, if the file is sent in parts. */
  partChecksums?: string[] | undefined;
  /** Album to add the photo to, at the end. */
  albumId?: AlbumId | undefined;
  /** A repeated request with the same key finds the photo that the first one announced. */
  idempotencyKey?: string | undefined;
};

export type BegunUpload =
  /** `isNew` is false if an earlier announcement of the file is resumed. */
  | ({ outcome: 'begun'; photo: Photo; isNew: boolean } & UploadTargets)
  | { outcome: 'duplicate'; photo: Photo };

type Deps = Pick<Ports, 'photos' | 'albums' | 'blobs' | 'attempts' | 'jobs' | 'events' | 'secrets' | 'clock'>;

/* Every account may announce this much within an hour, however small its quota is. */
const minHourlyBytes = 4 * 1024 ** 3;

/** Announces a file. Resumes an interrupted upload of it, and takes a photo of it out of the trash. */
export async function beginUpload(
  deps: Deps,
  owner: Account,
  upload: NewUpload,
  quotaBytes: number,
): Promise<BegunUpload> {
  checkContribution(owner);
  if (upload.albumId) await findOwnAlbum(deps, owner, upload.albumId);
  const begun = await beginOrFind(deps, owner, upload, quotaBytes);
  if (upload.albumId) await addToAlbum(deps, upload.albumId, begun);
  if (begun.outcome === 'duplicate') await ensureRendered(deps, begun.photo);
  return begun;
}

async function beginOrFind(
  deps: Deps,
  owner: Account,
  upload: NewUpload,
  quotaBytes: number,
): Promise<BegunUpload> {
  const announced = newPhoto(deps, owner, upload);
  const { requestDigest } = announced;
  if (upload.idempotencyKey !== undefined) {
    const present = await deps.photos.find(announced.id);
    if (present) {
      checkSameRequest(present, requestDigest);
      return resume(deps, owner, present, upload);
    }
    await deleteLeftoverBlobs(deps, announced);
  }
  const begun = await deps.photos.begin(announced, quotaBytes).catch(async (error) => {
    // A concurrent request with the same key may have inserted the photo.
    const first = upload.idempotencyKey === undefined ? undefined : await deps.photos.find(announced.id);
    if (!first) throw error;
    checkSameRequest(first, requestDigest);
    return { outcome: 'exists' as const, photo: first };
  });
  if (begun.outcome === 'over-quota')
    throw new AppError('quota-exceeded', 'Your storage is full: there is no room for this file.');
  if (begun.outcome === 'too-many-unfinished')
    throw new AppError(
      'quota-exceeded',
      `${maxUnfinishedUploads} of your uploads did not arrive or were rejected. Send them, or dismiss them in your library.`,
    );
  if (begun.outcome === 'exists') return resume(deps, owner, begun.photo, upload);
  await limitAnnouncedBytes(deps, announced, quotaBytes);
  const targets = await createTargets(deps, announced, upload, { isNew: true });
  return { outcome: 'begun', photo: announced, isNew: true, ...targets };
}

async function resume(deps: Deps, owner: Account, found: Photo, upload: NewUpload): Promise<BegunUpload> {
  const differ = found.sha256 && upload.sha256 && found.sha256 !== upload.sha256;
  if (found.bytes !== upload.bytes || differ) throw differentFile();
  const photo = await resumeUpload(deps, found, upload, defaultsOf(owner));
  if (photo.status !== 'uploading') return { outcome: 'duplicate', photo };
  const targets = await createTargets(deps, photo, upload, { isNew: false });
  return { outcome: 'begun', photo, isNew: false, ...targets };
}

/* If the album is full, a new photo is withdrawn; one that existed before stays. */
async function addToAlbum(deps: Deps, albumId: AlbumId, begun: BegunUpload): Promise<void> {
  const added = await deps.albums.addPhotos({
    albumId,
    photoIds: [begun.photo.id],
    maxPhotos: maxPhotosPerAlbum,
    now: deps.clock.now(),
  });
  if (added.outcome !== 'full') return;
  if (begun.outcome === 'begun' && begun.isNew) {
    await withdraw(deps, begun.photo);
    if (begun.parts) await deps.blobs.removeParts(originalKey(begun.photo.id));
  }
  throw new AppError('quota-exceeded', `An album can have at most ${maxPhotosPerAlbum} photos.`);
}

const withdraw = ({ photos }: Deps, { id, createdAt }: Photo) =>
  photos.remove(id, (present) => present.status === 'uploading' && present.createdAt === createdAt);

/* S3 accepts the bytes of a cancelled upload until its URL expires. This limit bounds them. */
async function limitAnnouncedBytes(deps: Deps, photo: Photo, quotaBytes: number): Promise<void> {
  const key = `announced bytes ${photo.ownerId}`;
  const count = (by: number) =>
    deps.attempts.tally({ key, by, window: uploadLifetime, now: deps.clock.now() });
  if ((await count(photo.bytes)) <= Math.max(4 * quotaBytes, minHourlyBytes)) return;
  await withdraw(deps, photo);
  await count(-photo.bytes);
  throw new AppError(
    'too-many-requests',
    'Your account announced more than it may upload in an hour. Try again in an hour.',
    { retryAfter: uploadLifetime / 1000 },
  );
}

/**
 * Deletes the bytes of a photo that was deleted for good before its Idempotency-Key announced this one under the same
 * id. Bytes that are younger than the announcement stay: a concurrent request with the same key sent them.
 */
async function deleteLeftoverBlobs({ blobs }: Pick<Ports, 'blobs'>, announced: Photo): Promise<void> {
  const { id, bytes, createdAt } = announced;
  const request = { prefix: originalKey(id), limit: 1 };
  const [original] = (await blobs.list(request)).items;
  const [begun] = partLengths(bytes).length > 1 ? (await blobs.listBegunParts(request)).items : [];
  const since = Math.min(original?.modifiedAt ?? createdAt, begun?.begunAt ?? createdAt);
  if (since < createdAt) await removeStoredPhoto({ blobs }, announced);
}

function newPhoto(deps: Deps, owner: Account, upload: NewUpload): Photo {
  const now = deps.clock.now();
  const { visibility, allowDownload } = defaultsOf(owner);
  return {
    id:
      upload.idempotencyKey === undefined
        ? deps.secrets.createId<PhotoId>()
        : deps.secrets.deriveId<PhotoId>('photo', `${owner.id} ${upload.idempotencyKey}`),
    ownerId: owner.id,
    ...textsOf(upload),
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
    ...(upload.idempotencyKey !== undefined && { requestDigest: digestRequest(deps, upload) }),
    likeCount: 0,
    createdAt: now,
    statusSince: now,
  };
}
