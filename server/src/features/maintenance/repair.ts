import { originalKey, sharedKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { enqueueRendering } from '../photos/transition.ts';
import { removeAvatar } from '../shared/avatar.ts';
import type { Finding, Unfixed } from './findings.ts';
import { expectedKeys, findWantedKeys, idIn } from './findings.ts';

type FixFindingsDeps = Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'jobs' | 'clock'>;
type Found<Kind extends Finding['kind']> = Extract<Finding, { kind: Kind }>;

const batch = 100;

/**
 * Fixes what can be fixed, and returns what stays, with the reason. Hours may have gone since it was found: each finding is
 * looked at once more right before, and one that is no difference any more counts as fixed.
 */
export async function repairFindings(
  ports: FixFindingsDeps,
  findings: readonly Finding[],
  before: Timestamp,
): Promise<Unfixed[]> {
  const unfixed: Unfixed[] = [];
  /* One file that resists does not keep the others from being fixed. */
  const attempt = async (found: readonly Finding[], fix: () => Promise<string | undefined>) => {
    let reason: string | undefined;
    try {
      reason = await fix();
    } catch (error) {
      reason = describe(error);
    }
    if (reason !== undefined) for (const finding of found) unfixed.push({ finding, reason });
  };
  const of = <Kind extends Finding['kind']>(kind: Kind) =>
    findings.filter((finding): finding is Found<Kind> => finding.kind === kind);
  const isTwin = ({ key, photoId }: Found<'missing'>) => key === sharedKey(photoId);
  const orphaned = of('orphaned');
  const lost = [...of('missing').filter((finding) => !isTwin(finding)), ...of('damaged')];

  for (const finding of of('missing-avatar')) await attempt([finding], () => takeOffAvatar(ports, finding));
  for (let start = 0; start < orphaned.length; start += batch) {
    const found = orphaned.slice(start, start + batch);
    const wanted = await findWantedKeys(
      ports,
      found.map(({ key }) => key),
    );
    for (const finding of found)
      if (!wanted.has(finding.key)) await attempt([finding], () => removeOrphaned(ports, finding));
  }
  for (const finding of of('missing').filter(isTwin))
    await attempt([finding], () => removeEmptyTwin(ports, finding));
  for (const finding of of('abandoned'))
    await attempt([finding], () => removeAbandoned(ports, finding, before));
  for (const [photoId, found] of Map.groupBy(lost, (finding) => finding.photoId))
    await attempt(found, () => drawAgain(ports, photoId, found));
  for (const finding of of('stray')) unfixed.push({ finding, reason: notOurs });
  return unfixed;
}

const lostOriginal = 'The original cannot be made again. Restore it from a backup, or delete the photo.';
const notOurs = 'Vitrine deletes no file that it did not put there. Move it away or delete it.';

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

async function takeOffAvatar(ports: FixFindingsDeps, { accountId, photoId, key }: Found<'missing-avatar'>) {
  if (!(await ports.blobs.head(key))?.bytes) await removeAvatar(ports, accountId, photoId);
  return undefined;
}

async function removeOrphaned({ blobs }: FixFindingsDeps, { key, modifiedAt }: Found<'orphaned'>) {
  // Written anew, it may be wanted in a moment.
  const find = async () =>
    (await blobs.list({ prefix: key, limit: 1 })).items.find((item) => item.key === key);
  if ((await find())?.modifiedAt !== modifiedAt) return undefined;
  await blobs.remove([key]);
  return (await find())?.modifiedAt === modifiedAt ? 'It is still there after it was deleted.' : undefined;
}

/* It is made again when it is next asked for. */
async function removeEmptyTwin({ blobs }: FixFindingsDeps, { key }: Found<'missing'>) {
  if ((await blobs.head(key))?.bytes === 0) await blobs.remove([key]);
  return undefined;
}

async function removeAbandoned(ports: FixFindingsDeps, { key }: Found<'abandoned'>, before: Timestamp) {
  const [begun] = (await ports.blobs.listBegunParts({ prefix: key, limit: 1 })).items;
  if (begun?.key !== key || begun.begunAt >= before) return undefined;
  const photo = await ports.photos.find(idIn<PhotoId>(key));
  if (photo?.status !== 'uploading') await ports.blobs.removeParts(key);
  return undefined;
}

/* What is left of a photo without its original can still be seen. */
async function drawAgain(
  ports: FixFindingsDeps,
  photoId: PhotoId,
  found: readonly Found<'missing' | 'damaged'>[],
) {
  const keys = found.map(({ key }) => key);
  if (keys.includes(originalKey(photoId))) return lostOriginal;
  const statusSince = ports.clock.now();
  const outcome = await ports.photos.change(photoId, (photo) =>
    photo.status === 'ready' && expectedKeys(photo).some((key) => keys.includes(key))
      ? { ...photo, status: 'processing', statusSince }
      : photo,
  );
  if (outcome.outcome === 'changed' && outcome.photo.status === 'processing')
    await enqueueRendering(ports, outcome.photo);
  return undefined;
}
