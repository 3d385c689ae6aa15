import { originalKey } from '../../domain/blob-keys.ts';
import { AppError } from '../../domain/errors.ts';
import { type Photo, uploadLifetime } from '../../domain/photo.ts';
import type { Timestamp } from '../../domain/time.ts';
import { partLengths } from '../../domain/upload-parts.ts';
import type { PutTarget } from '../../ports/blobs.ts';
import type { Ports } from '../../ports/index.ts';

export type UploadTarget = PutTarget & { expiresAt: Timestamp };
/** A part without a target has arrived. */
export type UploadPart = { bytes: number; target: UploadTarget | undefined };
export type UploadTargets = { target: UploadTarget; parts: UploadPart[] | undefined };

/** File that the client announces, as far as its URLs depend on it. */
type AnnouncedFile = { bytes: number; sha256?: string | undefined; partChecksums?: string[] | undefined };

/** Signs the URLs that the client sends a file to: one for the whole file and, if it announced parts, one a part. */
export async function createTargets(
  deps: Pick<Ports, 'blobs' | 'clock'>,
  photo: Photo,
  file: AnnouncedFile,
  { isNew }: { isNew: boolean },
): Promise<UploadTargets> {
  const expiresAt = deps.clock.now() + uploadLifetime;
  const target = await deps.blobs.presignPut({
    key: originalKey(photo.id),
    bytes: photo.bytes,
    contentType: photo.contentType,
    sha256: photo.sha256,
    expiresAt,
  });
  const parts = file.partChecksums && (await createPartTargets(deps, photo, file, { isNew, expiresAt }));
  return { target: { ...target, expiresAt }, parts };
}

async function createPartTargets(
  { blobs }: Pick<Ports, 'blobs'>,
  photo: Photo,
  { bytes, sha256, partChecksums = [] }: AnnouncedFile,
  { isNew, expiresAt }: { isNew: boolean; expiresAt: Timestamp },
): Promise<UploadPart[]> {
  // Without a common checksum, parts of another file may have arrived under this key.
  if (photo.sha256 !== sha256) throw differentFile();
  const lengths = partLengths(bytes);
  const targets = await blobs.beginParts({
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

export const differentFile = () =>
  new AppError(
    'conflict',
    'This Idempotency-Key or checksum belongs to another file. Choose a new key for each file.',
  );
