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
  /** Empty without `fix`. */
  unfixed: Unfixed[];
};

/* Uploads and renderings in progress store bytes before their row says so. */
const grace = hours(1);
const pageSize = 500;
const prefixes = ['originals/', 'renditions/', 'shared/', 'avatars/'];
/* Limits the report if the folder holds something else. */
const maxStrays = 1000;

/**
 * Compares rows and stored objects in both directions. `fix` deletes orphaned bytes and parts, renders photos with
 * missing renditions again, and removes missing avatars from profiles. Missing or damaged originals and strays are
 * reported only.
 */
export async function sweepStorage(
  deps: Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'jobs' | 'events' | 'clock'>,
  { fix, includeRecent = false }: { fix: boolean; includeRecent?: boolean },
): Promise<SweepReport> {
  const report: SweepReport = { photos: 0, objects: 0, findings: [], fixed: 0, unfixed: [] };
  await findMissing(deps, report);
  await findMissingAvatars(deps, report);
  const before = includeRecent ? Number.POSITIVE_INFINITY : deps.clock.now() - grace;
  await findOrphaned(deps, report, before);
  await findAbandoned(deps, report, before);
  for (const key of await deps.blobs.listStrays({ prefixes, limit: maxStrays }))
    report.findings.push({ kind: 'stray', key });
  if (fix) {
    report.unfixed = await repairFindings(deps, report.findings, before);
    report.fixed = report.findings.length - report.unfixed.length;
  }
  return report;
}

async function findMissing(deps: Pick<Ports, 'photos' | 'blobs'>, report: SweepReport) {
  for await (const photos of allPages((cursor) => deps.photos.listAll({ cursor, limit: pageSize }))) {
    report.photos += photos.length;
    for (const photo of photos)
      for (const key of expectedKeys(photo)) {
        const stored = await deps.blobs.head(key);
        if (!judge(photo, key, stored)) continue;
        // The photo may have been deleted or rendered again since its row was read.
        const present = await deps.photos.find(photo.id);
        const finding = present && expectedKeys(present).includes(key) && judge(present, key, stored);
        if (finding) report.findings.push(finding);
      }
  }
}

/* Only originals have a recorded length. */
function judge({ id, bytes }: Photo, key: string, stored: BlobInfo | undefined): Finding | undefined {
  if (stored && key === originalKey(id) && stored.bytes !== bytes)
    return { kind: 'damaged', photoId: id, key, bytes: stored.bytes, expectedBytes: bytes };
  return stored?.bytes ? undefined : { kind: 'missing', photoId: id, key };
}

async function findOrphaned(
  deps: Pick<Ports, 'accounts' | 'photos' | 'blobs'>,
  report: SweepReport,
  before: Timestamp,
) {
  for await (const objects of pagesOf(deps.blobs, prefixes)) {
    report.objects += objects.length;
    const wanted = await findWantedKeys(
      deps,
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

async function findMissingAvatars(deps: Pick<Ports, 'accounts' | 'blobs'>, report: SweepReport) {
  for await (const accounts of allPages((cursor) => deps.accounts.listAll({ cursor, limit: pageSize })))
    for (const account of accounts) {
      const { id, avatarPhotoId } = account;
      const key = avatarKey(account);
      if (!key || !avatarPhotoId || (await deps.blobs.head(key))?.bytes) continue;
      const present = await deps.accounts.find(id);
      // The member may have chosen another avatar since the account was read.
      if (present && avatarKey(present) === key)
        report.findings.push({ kind: 'missing-avatar', accountId: id, photoId: avatarPhotoId, key });
    }
}

async function findAbandoned(deps: Pick<Ports, 'photos' | 'blobs'>, report: SweepReport, before: Timestamp) {
  const pages = allPages((cursor) =>
    deps.blobs.listBegunParts({ prefix: 'originals/', cursor, limit: pageSize }),
  );
  for await (const begun of pages) {
    const ids = begun.map(({ key }) => idIn<PhotoId>(key));
    const photos = new Map((await deps.photos.findMany(ids)).map((photo) => [photo.id, photo]));
    for (const { key, begunAt } of begun)
      if (photos.get(idIn<PhotoId>(key))?.status !== 'uploading' && begunAt < before)
        report.findings.push({ kind: 'abandoned', key });
  }
}

async function* pagesOf(blobs: BlobStore, below: readonly string[]) {
  for (const prefix of below) yield* allPages((cursor) => blobs.list({ prefix, cursor, limit: pageSize }));
}
