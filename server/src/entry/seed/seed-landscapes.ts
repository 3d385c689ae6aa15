import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFile } from '../find-images.ts';
import { type Caption, captionScene, describeScene } from './captions.ts';
import { planScene } from './landscape-scene.ts';
import { rasteriseLandscape } from './rasterise-landscape.ts';
import type { PictureToSeed } from './seed-files.ts';

export type DrawnLandscape = PictureToSeed & { index: number; caption: Caption & { altText: string } };

/** Landscapes of ours as files in the directory, each drawn when it is asked for. */
export async function* drawLandscapes(
  directory: string,
  indexes: Iterable<number>,
  { seed, longSide }: { seed: number; longSide: number },
): AsyncGenerator<DrawnLandscape> {
  for (const index of indexes) {
    const scene = planScene(seed, index);
    const name = landscapeName(seed, index);
    const path = join(directory, name);
    await rasteriseLandscape(scene, longSide, path);
    const { size } = await stat(path);
    const file: ImageFile = { path, name, contentType: 'image/jpeg', bytes: size };
    yield { index, file, caption: { ...captionScene(scene, 0), altText: describeScene(scene) } };
  }
}

export const landscapeName = (seed: number, index: number) =>
  `landscape-${seed}-${String(index).padStart(4, '0')}.jpg`;
