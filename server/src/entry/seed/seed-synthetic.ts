import type { Account } from '../../domain/account.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { isListed } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { inParallel } from '../in-parallel.ts';
import type { Progress } from '../progress.ts';
import { captionScene } from './captions.ts';
import { planScene } from './landscape-scene.ts';
import { firstNames, lastNames } from './people.ts';
import { createRandom } from './random.ts';
import { findOrCreate } from './seed-accounts.ts';
import { momentFor, visibilityFor } from './seed-times.ts';
import { type BasePicture, prepareBasePictures } from './synthetic-bases.ts';

/** An owner holds each of these at most once, so that no checksum comes twice. */
const basePictures = 64;

/* They wait for the disk more than for a processor. */
const ownersAtOnce = 16;

export type SyntheticReport = { added: number; present: number; owners: number };

type Options = { count: number; seed: number; quotaBytes: number; concurrency: number; progress: Progress };

/** Many photos that share the bytes of a few: rows, objects and numbers are those of a gallery that large. */
export async function seedSynthetic(ports: Ports, options: Options): Promise<SyntheticReport> {
  const { count, seed } = options;
  const report: SyntheticReport = { added: 0, present: 0, owners: Math.ceil(count / basePictures) };
  if (count === 0) return report;
  await using scratch = await ports.scratch.create();
  const first = await findOwner(ports, seed, 0);
  const bases = await prepareBasePictures(ports, first, scratch.path, {
    ...options,
    count: Math.min(count, basePictures),
    onAdded: () => {
      report.added += 1;
    },
  });
  report.present = bases.length - report.added;
  const rest = Array.from({ length: report.owners - 1 }, (_, at) => at + 1);
  await inParallel(rest, ownersAtOnce, async (number) => {
    const owner = await findOwner(ports, seed, number);
    const held = owner.usage.photos > 0 ? await findHeld(ports, owner) : new Set<string>();
    for (const base of bases.slice(0, count - number * basePictures)) {
      if (held.has(base.photo.fileName)) report.present += 1;
      else {
        await addCopy(ports, owner, base, options);
        report.added += 1;
      }
      options.progress.advance();
    }
  });
  return report;
}

/* They cannot log in: they have no password, and hashing one takes longer than everything else about them. */
function findOwner(ports: Ports, seed: number, number: number): Promise<Account> {
  const random = createRandom('owner', seed, number);
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
  return findOrCreate(ports, {
    username: `${first.toLowerCase()}.${seed}-${number}`,
    displayName: `${first} ${last}`,
    bio: '',
  });
}

async function findHeld(ports: Pick<Ports, 'photos'>, owner: Account): Promise<Set<string>> {
  const { items } = await ports.photos.listAllByOwner({ ownerId: owner.id, limit: basePictures * 2 });
  return new Set(items.map(({ fileName }) => fileName));
}

/** Bytes before the row, so that a crash between the two leaves something that the sweep collects. */
async function addCopy(
  ports: Ports,
  owner: Account,
  base: BasePicture,
  { seed, quotaBytes }: Options,
): Promise<void> {
  const id = ports.secrets.createId<PhotoId>();
  await Promise.all(
    base.objects.map(({ keyFor, path, contentType }) => ports.blobs.writeFile(keyFor(id), path, contentType)),
  );
  const createdAt = momentFor(ports.clock.now(), owner.username, base.index);
  const { publishedAt: _, ...rest } = base.photo;
  const photo = {
    ...rest,
    ...captionScene(planScene(seed, base.index), owner.username),
    id,
    ownerId: owner.id,
    likeCount: 0,
    visibility: visibilityFor(owner.username, base.index),
    createdAt,
    statusSince: createdAt,
  };
  const begun = await ports.photos.begin(
    isListed(photo) ? { ...photo, publishedAt: createdAt } : photo,
    quotaBytes,
  );
  if (begun.outcome !== 'begun') await ports.blobs.remove(base.objects.map(({ keyFor }) => keyFor(id)));
}
