import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Caption } from '../../server/src/entry/seed/photo-details.ts';
import { createRandom } from '../../server/src/entry/seed/photo-details.ts';
import type { DrawnLandscape } from '../../server/src/entry/seed/seed-files.ts';
import { radialGradient } from './drawing.ts';
import { drawExtras } from './extras.ts';
import { drawRidges } from './ridges.ts';
import { captionScene, describeScene, planScene, type Scene } from './scene.ts';
import { drawSky } from './sky.ts';
import { drawBank, drawWater } from './water.ts';

/** Draws landscapes as JPEG files in `directory`, each when the caller asks for it. */
export async function* drawLandscapes(
  directory: string,
  indexes: Iterable<number>,
  { seed, longSide }: { seed: number; longSide: number },
): AsyncGenerator<DrawnLandscape> {
  for (const index of indexes) {
    const scene = planScene(seed, index);
    const name = landscapeName(seed, index);
    const path = join(directory, name);
    await rasterizeLandscape(scene, longSide, path);
    const { size: bytes } = await stat(path);
    const caption = { ...captionScene(scene, 0), altText: describeScene(scene) };
    yield { index, file: { path, name, contentType: 'image/jpeg', bytes }, caption };
  }
}

export const landscapeName = (seed: number, index: number) =>
  `landscape-${seed}-${String(index).padStart(4, '0')}.jpg`;

/** Writes a caption for a landscape that another owner holds, in other words for each `variant`. */
export const captionLandscape = (seed: number, index: number, variant: string): Caption =>
  captionScene(planScene(seed, index), variant);

/* Drawing time grows with the pixels. Above this size the drawing is enlarged, which the grain hides. */
const finest = 2000;

/** Writes the drawing as a JPEG file. Grain keeps skies from banding. The bytes are the same each time. */
async function rasterizeLandscape(scene: Scene, longSide: number, path: string): Promise<void> {
  const svg = drawLandscape(scene, Math.min(longSide, finest));
  const drawn = await sharp(Buffer.from(svg)).flatten().raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = drawn.info;
  const scale = longSide / Math.max(width, height);
  const grain = { width: tile, height: tile, channels: 3 } as const;
  await sharp(drawn.data, { raw: { width, height, channels } })
    .resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill' })
    // Sharp composites after it resizes, whatever the order of these calls.
    .composite([{ input: makeGrain(scene.name), raw: grain, tile: true, blend: 'soft-light' }])
    .jpeg({ quality: 88 })
    .withIccProfile('srgb')
    .toFile(path);
}

const tile = 256;

function makeGrain(name: string): Buffer {
  const random = createRandom('grain', name);
  const grain = Buffer.alloc(tile * tile * 3);
  for (let at = 0; at < grain.length; at += 3)
    grain.fill(128 + Math.round((random.next() + random.next() + random.next() - 1.5) * 12), at, at + 3);
  return grain;
}

/** Draws a landscape as SVG whose longer side has `longSide` pixels. */
export function drawLandscape(scene: Scene, longSide: number): string {
  const { width, height, shore } = scene;
  const scale = longSide / Math.max(width, height);
  const [pixelWidth, pixelHeight] = [Math.round(width * scale), Math.round(height * scale)];
  const land = `<g id="scenery">${drawSky(scene)}${drawRidges(scene)}</g>`;
  const water = shore === undefined ? '' : drawWater(scene, shore, 'scenery') + drawBank(scene);
  const vignette = radialGradient('vignette', [
    [0.55, '#000000', 0],
    [1, '#000000', 0.26],
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pixelWidth}" height="${pixelHeight}" viewBox="0 0 ${width.toFixed(2)} ${height.toFixed(2)}" preserveAspectRatio="none">${land}${water}${drawExtras(scene)}${vignette}<rect x="${-width * 0.15}" y="${-height * 0.15}" width="${width * 1.3}" height="${height * 1.3}" fill="url(#vignette)"/></svg>`;
}
