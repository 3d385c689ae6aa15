import { join } from 'node:path';
import type { Account } from '../../domain/account.ts';
import { originalKey, renditionKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { isListed, type Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import type { Progress } from '../progress.ts';
import { inParallel } from '../progress.ts';
import { CommandError } from '../terminal.ts';
import { findOrCreate, firstNames, lastNames } from './people.ts';
import { createRandom, momentFor, visibilityFor } from './photo-details.ts';
import type { DrawnLandscape, LandscapeGenerator } from './seed-files.ts';
import { seedPhoto } from './seed-photo.ts';

/** A photo whose bytes others share: each object as a local file, and the key it has for another photo. */
type BasePicture = {
  index: number;
  photo: Photo;
  objects: { path: string; contentType: string; keyFor: (id: PhotoId) => string }[];
};

type BaseOptions = {
  count: number;
  seed: number;
  quotaBytes: number;
  concurrency: number;
  progress: Progress;
  generator: LandscapeGenerator;
  onAdded: () => void;
};

const longSide = 1600;

/** The first owner's photos, drawn and rendered where they are not there yet, with their bytes in the directory. */
async function prepareBasePictures(
  ports: Ports,
  owner: Account,
  directory: string,
  options: BaseOptions,
): Promise<BasePicture[]> {
  const { seed, count, progress, generator } = options;
  const { items } = await ports.photos.listAllByOwner({ ownerId: owner.id, limit: count * 2 });
  const photos = new Map<number, Photo>();
  for (const photo of items) {
    const index = numbers(count).find((at) => generator.landscapeName(seed, at) === photo.fileName);
    if (index !== undefined && photo.status === 'ready') photos.set(index, photo);
  }
  progress.advance(photos.size);
  const missing = numbers(count).filter((index) => !photos.has(index));
  const drawn = generator.drawLandscapes(directory, missing, { seed, longSide });
  await inParallel(drawn, options.concurrency, async (landscape) => {
    photos.set(landscape.index, await renderBase(ports, owner, landscape, options));
    options.onAdded();
    progress.advance();
  });
  const bases: BasePicture[] = [];
  for (const [index, photo] of photos) bases.push(await fetchBase(ports, directory, index, photo));
  return bases.sort((a, b) => a.index - b.index);
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

async function renderBase(
  ports: Ports,
  owner: Account,
  { file, index, caption }: DrawnLandscape,
  { quotaBytes }: BaseOptions,
): Promise<Photo> {
  const result = await seedPhoto(
    ports,
    owner,
    {
      file,
      sha256: await ports.scratch.sha256(file.path),
      createdAt: momentFor(ports.clock.now(), owner.username, index),
      visibility: visibilityFor(owner.username, index),
      caption,
    },
    quotaBytes,
  );
  if (result.outcome === 'refused') throw new CommandError(`${file.name} was refused: ${result.reason}`);
  return result.photo;
}

async function fetchBase(
  ports: Pick<Ports, 'blobs'>,
  directory: string,
  index: number,
  photo: Photo,
): Promise<BasePicture> {
  const revision = photo.picture?.revision ?? '';
  const objects = [
    { contentType: photo.contentType, keyFor: originalKey },
    ...(photo.picture?.renditions ?? []).map((rendition) => ({
      contentType: `image/${rendition.format}`,
      keyFor: (id: PhotoId) => renditionKey(id, revision, rendition),
    })),
  ];
  const base: BasePicture = { index, photo, objects: [] };
  for (const [at, { contentType, keyFor }] of objects.entries()) {
    const path = join(directory, `base-${index}-${at}`);
    if (!(await ports.blobs.readToFile(keyFor(photo.id), path)))
      throw new CommandError(`The bytes of ${photo.id} are missing. Run: vitrine sweep --fix`);
    base.objects.push({ path, contentType, keyFor });
  }
  return base;
}

/** An owner holds each of these at most once, so that no checksum comes twice. */
const basePictures = 64;

/* They wait for the disk more than for a processor. */
const ownersAtOnce = 16;

export type SyntheticReport = { added: number; present: number; owners: number };

type Options = {
  count: number;
  seed: number;
  quotaBytes: number;
  concurrency: number;
  progress: Progress;
  generator: LandscapeGenerator;
};

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
  { seed, quotaBytes, generator }: Options,
): Promise<void> {
  const id = ports.secrets.createId<PhotoId>();
  await Promise.all(
    base.objects.map(({ keyFor, path, contentType }) => ports.blobs.writeFile(keyFor(id), path, contentType)),
  );
  const createdAt = momentFor(ports.clock.now(), owner.username, base.index);
  const { publishedAt: _, ...rest } = base.photo;
  const photo = {
    ...rest,
    ...generator.captionLandscape(seed, base.index, owner.username),
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
