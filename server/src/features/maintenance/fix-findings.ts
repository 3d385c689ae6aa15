import { originalKey, sharedKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { enqueueRendering } from '../steps/enqueue-rendering.ts';
import { removeAvatar } from '../steps/remove-avatar.ts';
import type { Finding } from './finding.ts';
import { expectedKeys, findWantedKeys, idIn } from './wanted-keys.ts';

type Needs = Pick<Ports, 'accounts' | 'photos' | 'blobs' | 'jobs' | 'clock'>;
type Found<Kind extends Finding['kind']> = Extract<Finding, { kind: Kind }>;

const batch = 100;

/**
 * Puts right what can be. Hours may have gone since it was found: each is looked at once more right before, and one that
 * is no difference any more counts as put right. Answers how many are.
 */
export async function fixFindings(
  ports: Needs,
  findings: readonly Finding[],
  before: Timestamp,
): Promise<number> {
  const of = <Kind extends Finding['kind']>(kind: Kind) =>
    findings.filter((finding): finding is Found<Kind> => finding.kind === kind);
  const isTwin = ({ key, photoId }: Found<'missing'>) => key === sharedKey(photoId);
  const [orphaned, abandoned, avatars] = [of('orphaned'), of('abandoned'), of('missing-avatar')];
  const twins = of('missing').filter(isTwin);
  const lost = [...of('missing').filter((finding) => !isTwin(finding)), ...of('damaged')];

  for (const finding of avatars) await takeOffAvatar(ports, finding);
  for (let start = 0; start < orphaned.length; start += batch)
    await removeOrphaned(ports, orphaned.slice(start, start + batch));
  for (const finding of twins) await removeEmptyTwin(ports, finding);
  for (const finding of abandoned) await removeAbandoned(ports, finding, before);
  const drawn = await drawMissing(ports, lost);
  return avatars.length + orphaned.length + twins.length + abandoned.length + drawn;
}

async function takeOffAvatar(ports: Needs, { accountId, photoId, key }: Found<'missing-avatar'>) {
  if (!(await ports.blobs.head(key))?.bytes) await removeAvatar(ports, accountId, photoId);
}

async function removeOrphaned(ports: Needs, found: readonly Found<'orphaned'>[]) {
  const wanted = await findWantedKeys(
    ports,
    found.map(({ key }) => key),
  );
  for (const { key, modifiedAt } of found) {
    if (wanted.has(key)) continue;
    // Written anew, it may be wanted in a moment.
    const [stored] = (await ports.blobs.list({ prefix: key, limit: 1 })).items;
    if (stored?.key === key && stored.modifiedAt === modifiedAt) await ports.blobs.remove([key]);
  }
}

/* It is made again when it is next asked for. */
async function removeEmptyTwin({ blobs }: Needs, { key }: Found<'missing'>) {
  if ((await blobs.head(key))?.bytes === 0) await blobs.remove([key]);
}

async function removeAbandoned(ports: Needs, { key }: Found<'abandoned'>, before: Timestamp) {
  const [begun] = (await ports.blobs.listBegunParts({ prefix: key, limit: 1 })).items;
  if (begun?.key !== key || begun.begunAt >= before) return;
  const photo = await ports.photos.find(idIn<PhotoId>(key));
  if (photo?.status !== 'uploading') await ports.blobs.removeParts(key);
}

/* An original that is missing or damaged can only be reported, and what is left of the photo is to be seen still. */
async function drawMissing(ports: Needs, lost: readonly Found<'missing' | 'damaged'>[]): Promise<number> {
  let fixed = 0;
  for (const [photoId, findings] of Map.groupBy(lost, (finding) => finding.photoId)) {
    const keys = findings.map(({ key }) => key);
    if (keys.includes(originalKey(photoId))) continue;
    const statusSince = ports.clock.now();
    const outcome = await ports.photos.change(photoId, (photo) =>
      photo.status === 'ready' && expectedKeys(photo).some((key) => keys.includes(key))
        ? { ...photo, status: 'processing', statusSince }
        : photo,
    );
    if (outcome.outcome === 'changed' && outcome.photo.status === 'processing')
      await enqueueRendering(ports, outcome.photo);
    fixed += keys.length;
  }
  return fixed;
}
