import { join } from 'node:path';
import type { Account } from '../../domain/account.ts';
import { originalKey, renditionKey } from '../../domain/blob-keys.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { CommandError } from '../command-error.ts';
import { inParallel } from '../in-parallel.ts';
import type { Progress } from '../progress.ts';
import { type DrawnLandscape, drawLandscapes, landscapeName } from './seed-landscapes.ts';
import { seedPhoto } from './seed-photo.ts';
import { momentFor, visibilityFor } from './seed-times.ts';

/** A photo whose bytes others share: each object as a local file, and the key it has for another photo. */
export type BasePicture = {
  index: number;
  photo: Photo;
  objects: { path: string; contentType: string; keyFor: (id: PhotoId) => string }[];
};

type Options = {
  count: number;
  seed: number;
  quotaBytes: number;
  concurrency: number;
  progress: Progress;
  onAdded: () => void;
};

const longSide = 1600;

/** The first owner's photos, drawn and rendered where they are not there yet, with their bytes in the directory. */
export async function prepareBasePictures(
  ports: Ports,
  owner: Account,
  directory: string,
  options: Options,
): Promise<BasePicture[]> {
  const { seed, count, progress } = options;
  const { items } = await ports.photos.listAllByOwner({ ownerId: owner.id, limit: count * 2 });
  const photos = new Map<number, Photo>();
  for (const photo of items) {
    const index = numbers(count).find((at) => landscapeName(seed, at) === photo.fileName);
    if (index !== undefined && photo.status === 'ready') photos.set(index, photo);
  }
  progress.advance(photos.size);
  const missing = numbers(count).filter((index) => !photos.has(index));
  const drawn = drawLandscapes(directory, missing, { seed, longSide });
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
  { quotaBytes }: Options,
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
