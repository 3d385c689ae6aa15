import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { fitSize } from './fit-size.ts';
import type { RawImage } from './opened-image.ts';

/** ThumbHash keeps at most 7 × 7 waves: more pixels than this cost time and change nothing. */
const sampleSide = 48;

export async function describeColors({
  data,
  info,
}: RawImage): Promise<{ thumbhash: string; color: string }> {
  const { width, height } = fitSize(info, info.height > info.width ? sampleSide / 2 : sampleSide);
  const pixels = await sharp(data, { raw: info, limitInputPixels: false })
    .resize({ width, height, fit: 'fill' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer();
  const thumbhash = Buffer.from(rgbaToThumbHash(width, height, pixels)).toString('base64');
  return { thumbhash, color: findMainColor(pixels) };
}

/** The mean of the largest group of alike pixels, alike meaning the same upper three bits of red, green and blue. */
function findMainColor(rgba: Buffer): string {
  const groups = new Map<number, { count: number; red: number; green: number; blue: number }>();
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    if (alpha < 128) continue;
    const key = ((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5);
    const group = groups.get(key) ?? { count: 0, red: 0, green: 0, blue: 0 };
    group.count += 1;
    group.red += red;
    group.green += green;
    group.blue += blue;
    groups.set(key, group);
  }
  const [largest] = [...groups.values()].sort((a, b) => b.count - a.count);
  if (!largest) return '#ffffff';
  const mean = [largest.red, largest.green, largest.blue].map((sum) => Math.round(sum / largest.count));
  return `#${Buffer.from(mean).toString('hex')}`;
}
