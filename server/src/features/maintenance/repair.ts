import { originalKey, sanitizedCopyKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { type TransitionDeps, transition } from '../photos/transition.ts';
import { removeAvatar } from '../shared/avatar.ts';
import type { Finding, Unfixed } from './findings.ts';
import { findWantedKeys, idIn } from './findings.ts';

type Deps = TransitionDeps & Pick<Ports, 'accounts' | 'blobs'>;
type Found<Kind extends Finding['kind']> = Extract<Finding, { kind: Kind }>;

const batch = 100;

/**
 * Repairs findings, and returns those that stay, with the reason. Each finding is checked again first, because hours
 * may have passed since; one that no longer holds counts as fixed.
 */
export async function repairFindings(
  deps: Deps,
  findings: readonly Finding[],
  before: Timestamp,
): Promise<Unfixed[]> {
  const unfixed: Unfixed[] = [];
  /* A failure concerns one finding; the others are still repaired. */
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
  const isSanitizedCopy = ({ key, photoId }: Found<'missing'>) => key === sanitizedCopyKey(photoId);
  const orphaned = of('orphaned');
  const lost = [...of('missing').filter((finding) => !isSanitizedCopy(finding)), ...of('damaged')];

  for (const finding of of('missing-avatar'))
    await attempt([finding], () => removeMissingAvatar(deps, finding));
  for (let start = 0; start < orphaned.length; start += batch) {
    const found = orphaned.slice(start, start + batch);
    const wanted = await findWantedKeys(
      deps,
      found.map(({ key }) => key),
    );
    for (const finding of found)
      if (!wanted.has(finding.key)) await attempt([finding], () => removeOrphaned(deps, finding));
  }
  for (const finding of of('missing').filter(isSanitizedCopy))
    await attempt([finding], () => removeEmptyCopy(deps, finding));
  for (const finding of of('abandoned'))
    await attempt([finding], () => removeAbandoned(deps, finding, before));
  for (const [photoId, found] of Map.groupBy(lost, (finding) => finding.photoId))
    await attempt(found, () => renderAgain(deps, photoId, found));
  for (const finding of of('stray')) unfixed.push({ finding, reason: notOurs });
  return unfixed;
}

const lostOriginal = 'The original cannot be made again. Restore it from a backup, or delete the photo.';
const notOurs = 'Vitrine deletes no file that it did not put there. Move it away or delete it.';

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

async function removeMissingAvatar(deps: Deps, { accountId, photoId, key }: Found<'missing-avatar'>) {
  if (!(await deps.blobs.head(key))?.bytes) await removeAvatar(deps, accountId, photoId);
  return undefined;
}

async function removeOrphaned({ blobs }: Deps, { key, modifiedAt }: Found<'orphaned'>) {
  // A blob that was written again may get its row in a moment.
  const find = async () =>
    (await blobs.list({ prefix: key, limit: 1 })).items.find((item) => item.key === key);
  if ((await find())?.modifiedAt !== modifiedAt) return undefined;
  await blobs.remove([key]);
  return (await find())?.modifiedAt === modifiedAt ? 'It is still there after it was deleted.' : undefined;
}

/* The next download makes the copy again. */
async function removeEmptyCopy({ blobs }: Deps, { key }: Found<'missing'>) {
  if ((await blobs.head(key))?.bytes === 0) await blobs.remove([key]);
  return undefined;
}

async function removeAbandoned(deps: Deps, { key }: Found<'abandoned'>, before: Timestamp) {
  const [begun] = (await deps.blobs.listBegunParts({ prefix: key, limit: 1 })).items;
  if (begun?.key !== key || begun.begunAt >= before) return undefined;
  const photo = await deps.photos.find(idIn<PhotoId>(key));
  if (photo?.status !== 'uploading') await deps.blobs.removeParts(key);
  return undefined;
}

/* The renditions of a photo without its original can still be seen, so that such a photo stays as it is. */
async function renderAgain(deps: Deps, id: PhotoId, found: readonly Found<'missing' | 'damaged'>[]) {
  const lostKeys = found.map(({ key }) => key);
  if (lostKeys.includes(originalKey(id))) return lostOriginal;
  await transition(deps, id, { type: 'redraw', lostKeys });
  return undefined;
}
