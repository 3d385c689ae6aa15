import { avatarKey, originalKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { hours, type Timestamp } from '../../domain/time.ts';
import type { BlobInfo, BlobStore } from '../../ports/blobs.ts';
import type { Ports } from '../../ports/index.ts';
import { allPages } from '../../ports/paging.ts';
import type { Finding, Unfixed } from './findings.ts';
import { expectedKeys, findWantedKeys, idIn } from './findings.ts';
import { repairFindings } from './repair.ts';

export type SweepReport = {
  photos: number;
  objects: number;
  findings: Finding[];
  fixed: number;
  /** Empty unless they were to be fixed. */
  unfixed: Unfixed[];
};

/** An upload or a rendering that is under way has bytes before its row says so. */
const grace = hours(1);
const pageSize = 500;
const prefixes = ['originals/', 'renditions/', 'shared/', 'avatars/'];
/* More are not worth a line each: somebody keeps something else in that folder. */
const mostStrays = 1000;

/**
 * Compares rows and stored objects in both directions. With `fix`, orphaned bytes and parts are deleted, photos whose
 * renditions are missing are rendered again, and a profile picture that is missing is removed from its profile. Originals
 * that are missing or damaged, and strays, are reported with the reason why they stay.
 */
export async function sweepStorage(
  ports: Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'jobs' | 'events' | 'clock'>,
  { fix, includeRecent = false }: { fix: boolean; includeRecent?: boolean },
): Promise<SweepReport> {
  const report: SweepReport = { photos: 0, objects: 0, findings: [], fixed: 0, unfixed: [] };
  await findMissing(ports, report);
  await findMissingAvatars(ports, report);
  const before = includeRecent ? Number.POSITIVE_INFINITY : ports.clock.now() - grace;
  await findOrphaned(ports, report, before);
  await findAbandoned(ports, report, before);
  for (const key of await ports.blobs.listStrays({ prefixes, limit: mostStrays }))
    report.findings.push({ kind: 'stray', key });
  if (fix) {
    report.unfixed = await repairFindings(ports, report.findings, before);
    report.fixed = report.findings.length - report.unfixed.length;
  }
  return report;
}

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

async function findOrphaned(
  ports: Pick<Ports, 'accounts' | 'photos' | 'blobs'>,
  report: SweepReport,
  before: Timestamp,
) {
  for await (const objects of pagesOf(ports.blobs, prefixes)) {
    report.objects += objects.length;
    const wanted = await findWantedKeys(
      ports,
      objects.map(({ key }) => key),
    );
    for (const { key, bytes, modifiedAt } of objects) {
      if (!wanted.has(key) && modifiedAt < before)
        report.findings.push({ kind: 'orphaned', key, bytes, modifiedAt });
      if (wanted.has(key) && bytes === 0 && key.startsWith('shared/'))
        report.findings.push({ kind: 'missing', photoId: idIn<PhotoId>(key), key });
    }
  }
}

async function findMissingAvatars(ports: Pick<Ports, 'accounts' | 'blobs'>, report: SweepReport) {
  for await (const accounts of allPages((cursor) => ports.accounts.listAll({ cursor, limit: pageSize })))
    for (const account of accounts) {
      const { id, avatarPhotoId } = account;
      const key = avatarKey(account);
      if (!key || !avatarPhotoId || (await ports.blobs.head(key))?.bytes) continue;
      const present = await ports.accounts.find(id);
      // Another one may have been chosen since the account was read.
      if (present && avatarKey(present) === key)
        report.findings.push({ kind: 'missing-avatar', accountId: id, photoId: avatarPhotoId, key });
    }
}

async function findAbandoned(ports: Pick<Ports, 'photos' | 'blobs'>, report: SweepReport, before: Timestamp) {
  const pages = allPages((cursor) =>
    ports.blobs.listBegunParts({ prefix: 'originals/', cursor, limit: pageSize }),
  );
  for await (const begun of pages) {
    const ids = begun.map(({ key }) => idIn<PhotoId>(key));
    const photos = new Map((await ports.photos.findMany(ids)).map((photo) => [photo.id, photo]));
    for (const { key, begunAt } of begun)
      if (photos.get(idIn<PhotoId>(key))?.status !== 'uploading' && begunAt < before)
        report.findings.push({ kind: 'abandoned', key });
  }
}

async function* pagesOf(blobs: BlobStore, below: readonly string[]) {
  for (const prefix of below) yield* allPages((cursor) => blobs.list({ prefix, cursor, limit: pageSize }));
}
