import sharp from 'sharp';
import { drawLandscape } from './draw-landscape.ts';
import type { Scene } from './landscape-scene.ts';
import { createRandom } from './random.ts';

/* Beyond this the drawing is enlarged: nobody sees it below the grain, and drawing costs by the pixel. */
const finest = 2000;

/** The drawing as a JPEG file, with a little grain, which keeps skies from banding. The same bytes each time. */
export async function rasteriseLandscape(scene: Scene, longSide: number, path: string): Promise<void> {
  const svg = drawLandscape(scene, Math.min(longSide, finest));
  const drawn = await sharp(Buffer.from(svg)).flatten().raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = drawn.info;
  const scale = longSide / Math.max(width, height);
  const grain = { width: tile, height: tile, channels: 3 } as const;
  await sharp(drawn.data, { raw: { width, height, channels } })
    .resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill' })
    // Comes after the enlarging, whatever the order of these calls.
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
