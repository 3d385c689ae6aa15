import { avatarKey, blobKeysOf, originalKey, sharedKey } from '../../domain/blob-keys.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { hours, type Timestamp } from '../../domain/time.ts';
import type { BlobInfo, BlobStore } from '../../ports/blobs.ts';
import type { Ports } from '../../ports/index.ts';
import { allPages } from '../../ports/paging.ts';
import { enqueueRendering } from '../steps/enqueue-rendering.ts';

export type Finding =
  /** A photo says that these bytes exist, and they do not. An empty rendition or twin is as good as none. */
  | { kind: 'missing'; photoId: PhotoId; key: string }
  /** An original of another length than its photo says. */
  | { kind: 'damaged'; photoId: PhotoId; key: string; bytes: number; expectedBytes: number }
  /** A member's picture that is not there. */
  | { kind: 'missing-avatar'; accountId: AccountId; key: string }
  /** Bytes that no photo stands for. */
  | { kind: 'orphaned'; key: string; bytes: number }
  /** Parts of a file that no upload waits for. */
  | { kind: 'abandoned'; key: string };

export type SweepReport = { photos: number; objects: number; findings: Finding[]; fixed: number };

/** An upload or a rendering that is under way has bytes before its row says so. */
const grace = hours(1);
const pageSize = 500;

/**
 * Compares rows and stored objects in both directions. With `fix`, orphaned bytes and parts are deleted, and photos whose
 * renditions are missing are rendered again; a member's picture that is missing is taken from their profile; an original
 * that is missing or damaged can only be reported.
 */
export async function sweepStorage(
  ports: Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'jobs' | 'clock'>,
  { fix, includeRecent = false }: { fix: boolean; includeRecent?: boolean },
): Promise<SweepReport> {
  const report: SweepReport = { photos: 0, objects: 0, findings: [], fixed: 0 };
  await findMissing(ports, report);
  await findMissingAvatars(ports, report);
  const before = includeRecent ? Number.POSITIVE_INFINITY : ports.clock.now() - grace;
  await findOrphaned(ports, report, before);
  await findOrphanedAvatars(ports, report, before);
  await findAbandoned(ports, report, before);
  if (fix) await fixFindings(ports, report);
  return report;
}

const expectedKeys = (photo: Photo): string[] => {
  if (photo.status === 'processing') return [originalKey(photo.id)];
  // The shared twin is made when it is first asked for.
  return photo.status === 'ready' ? blobKeysOf(photo).filter((key) => key !== sharedKey(photo.id)) : [];
};
/* A rejected file goes at once, or with its row where the process ended just then. */
const allowedKeys = blobKeysOf;

async function findMissing(ports: Pick<Ports, 'photos' | 'blobs'>, report: SweepReport) {
  for await (const photos of allPages((cursor) => ports.photos.listAll({ cursor, limit: pageSize }))) {
    report.photos += photos.length;
    for (const photo of photos)
      for (const key of expectedKeys(photo)) {
        const stored = await ports.blobs.head(key);
        if (!judge(photo, key, stored)) continue;
        // Deleted or drawn again since its row was read: what it is by now decides.
        const present = await ports.photos.find(photo.id);
        const finding = present && expectedKeys(present).includes(key) && judge(present, key, stored);
        if (finding) report.findings.push(finding);
      }
  }
}

/* How long it is to be is known of an original alone. */
function judge({ id, bytes }: Photo, key: string, stored: BlobInfo | undefined): Finding | undefined {
  if (stored && key === originalKey(id) && stored.bytes !== bytes)
    return { kind: 'damaged', photoId: id, key, bytes: stored.bytes, expectedBytes: bytes };
  return stored?.bytes ? undefined : { kind: 'missing', photoId: id, key };
}

async function findOrphaned(ports: Pick<Ports, 'photos' | 'blobs'>, report: SweepReport, before: Timestamp) {
  for await (const objects of pagesOf(ports.blobs, ['originals/', 'renditions/', 'shared/'])) {
    report.objects += objects.length;
    const ids = [...new Set(objects.map(({ key }) => photoIdOf(key)))];
    const photos = new Map((await ports.photos.findMany(ids)).map((photo) => [photo.id, photo]));
    for (const { key, bytes, modifiedAt } of objects) {
      const photo = photos.get(photoIdOf(key));
      const isWanted = photo !== undefined && allowedKeys(photo).includes(key);
      if (!isWanted && modifiedAt < before) report.findings.push({ kind: 'orphaned', key, bytes });
      if (isWanted && bytes === 0 && key === sharedKey(photo.id))
        report.findings.push({ kind: 'missing', photoId: photo.id, key });
    }
  }
}

async function findMissingAvatars(ports: Pick<Ports, 'accounts' | 'blobs'>, report: SweepReport) {
  for await (const accounts of allPages((cursor) => ports.accounts.listAll({ cursor, limit: pageSize })))
    for (const { id, avatarPhotoId } of accounts) {
      const key = avatarPhotoId && avatarKey(id, avatarPhotoId);
      if (key && !(await ports.blobs.head(key))?.bytes)
        report.findings.push({ kind: 'missing-avatar', accountId: id, key });
    }
}

async function findOrphanedAvatars(
  ports: Pick<Ports, 'accounts' | 'blobs'>,
  report: SweepReport,
  before: Timestamp,
) {
  for await (const objects of pagesOf(ports.blobs, ['avatars/'])) {
    report.objects += objects.length;
    const ids = [...new Set(objects.map(({ key }) => key.split('/')[1] as AccountId))];
    const wanted = new Set(
      (await ports.accounts.findMany(ids)).flatMap(({ id, avatarPhotoId }) =>
        avatarPhotoId ? [avatarKey(id, avatarPhotoId)] : [],
      ),
    );
    for (const { key, bytes, modifiedAt } of objects)
      if (!wanted.has(key) && modifiedAt < before) report.findings.push({ kind: 'orphaned', key, bytes });
  }
}

async function findAbandoned(ports: Pick<Ports, 'photos' | 'blobs'>, report: SweepReport, before: Timestamp) {
  const pages = allPages((cursor) =>
    ports.blobs.listBegunParts({ prefix: 'originals/', cursor, limit: pageSize }),
  );
  for await (const begun of pages) {
    const ids = begun.map(({ key }) => photoIdOf(key));
    const photos = new Map((await ports.photos.findMany(ids)).map((photo) => [photo.id, photo]));
    for (const { key, begunAt } of begun)
      if (photos.get(photoIdOf(key))?.status !== 'uploading' && begunAt < before)
        report.findings.push({ kind: 'abandoned', key });
  }
}

const photoIdOf = (key: string) => key.split('/')[1] as PhotoId;

async function* pagesOf(blobs: BlobStore, prefixes: readonly string[]) {
  for (const prefix of prefixes) yield* allPages((cursor) => blobs.list({ prefix, cursor, limit: pageSize }));
}

async function fixFindings(
  ports: Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'jobs' | 'clock'>,
  report: SweepReport,
) {
  for (const finding of report.findings) {
    if (finding.kind !== 'missing-avatar') continue;
    await ports.accounts.change(finding.accountId, ({ avatarPhotoId: _, ...account }) => account);
    await ports.blobs.remove([finding.key]);
    report.fixed += 1;
  }
  // A twin is made when it is next asked for.
  const useless = report.findings.filter((finding) => finding.kind === 'orphaned' || isTwin(finding));
  await ports.blobs.remove(useless.map(({ key }) => key));
  report.fixed += useless.length;
  for (const finding of report.findings) {
    if (finding.kind !== 'abandoned') continue;
    await ports.blobs.removeParts(finding.key);
    report.fixed += 1;
  }
  await drawMissing(ports, report);
}

async function drawMissing(ports: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'clock'>, report: SweepReport) {
  const ofPhotos = report.findings.filter(({ kind }) => kind === 'missing' || kind === 'damaged');
  for (const [photoId, findings] of Map.groupBy(ofPhotos, ({ key }) => photoIdOf(key))) {
    const keys = findings.filter((finding) => !isTwin(finding)).map(({ key }) => key);
    if (keys.length === 0 || keys.includes(originalKey(photoId))) continue;
    const statusSince = ports.clock.now();
    const outcome = await ports.photos.change(photoId, (photo) =>
      photo.status === 'ready' ? { ...photo, status: 'processing', statusSince } : photo,
    );
    if (outcome.outcome === 'changed') await enqueueRendering(ports, outcome.photo);
    report.fixed += keys.length;
  }
}

const isTwin = (finding: Finding) => finding.kind === 'missing' && finding.key === sharedKey(finding.photoId);
