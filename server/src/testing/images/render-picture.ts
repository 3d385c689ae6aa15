import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { defaultImageLimits } from '../../adapters/sharp/image-limits.ts';
import { renderImage } from '../../adapters/sharp/render/render-image.ts';
import type { RefusedImage, RenderedImage } from '../../ports/images.ts';

export type RenderedPicture = {
  image: RenderedImage | RefusedImage;
  /** Returns red, green, blue and alpha at a position in fractions of width and height. */
  pixelAt(x: number, y: number): [red: number, green: number, blue: number, alpha: number];
};

/** Renders a file in this process and reads its rendition. */
export async function renderPicture(bytes: Buffer): Promise<RenderedPicture> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-draw-'));
  try {
    const sourcePath = join(directory, 'source');
    await writeFile(sourcePath, bytes);
    const ladder = [{ width: 1000, format: 'webp' as const }];
    const image = await renderImage({ sourcePath, outputDirectory: directory, ladder }, defaultImageLimits);
    if (image.outcome === 'refused') return { image, pixelAt: () => [0, 0, 0, 0] };
    const rendition = await readFile(image.renditions[0]?.path ?? '');
    const { data, info } = await sharp(rendition).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return {
      image,
      pixelAt(x, y) {
        const at = 4 * (Math.floor(y * info.height) * info.width + Math.floor(x * info.width));
        const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
        return [red, green, blue, alpha];
      },
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Compares colours within the loss of a rendition. */
export function areColorsClose(a: readonly number[], b: readonly number[], tolerance = 4): boolean {
  return b.every((value, index) => Math.abs(value - (a[index] ?? 0)) <= tolerance);
}
