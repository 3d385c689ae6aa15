import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { RawImage } from '../decode/opened-image.ts';
import { fitSize } from './render-ladder.ts';

/** ThumbHash keeps at most 7 × 7 frequencies; more pixels take time and change nothing. */
const sampleSide = 48;

export async function computePlaceholder({
  data,
  info,
}: RawImage): Promise<{ thumbhash: string; color: string; matte: string }> {
  const { width, height } = fitSize(info, info.height > info.width ? sampleSide / 2 : sampleSide);
  const pixels = await sharp(data, { raw: info, limitInputPixels: false })
    .resize({ width, height, fit: 'fill' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer();
  const thumbhash = Buffer.from(rgbaToThumbHash(width, height, pixels)).toString('base64');
  const matte = chooseMatte(pixels);
  return { thumbhash, color: findMainColor(flattenOnto(pixels, matte)), matte: toHex(matte) };
}

const white = [255, 255, 255] as const;
const dark = [32, 33, 36] as const;
type Matte = readonly [red: number, green: number, blue: number];
/** Minimum contrast between a drawing and the background behind it. */
const leastContrast = 2;

/** Chooses the background for a transparent picture: white, or dark if the picture itself is nearly white. */
function chooseMatte(rgba: Buffer): Matte {
  let [light, weight] = [0, 0];
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    light += alpha * luminance([red, green, blue]);
    weight += alpha;
  }
  if (weight === 0) return white;
  // Contrast ratio: WCAG 2.2.
  return (1 + 0.05) / (light / weight + 0.05) < leastContrast ? dark : white;
}

function luminance(color: Matte): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) =>
    value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function flattenOnto(rgba: Buffer, matte: Matte): Buffer {
  const laid = Buffer.from(rgba);
  for (let at = 0; at + 3 < laid.length; at += 4) {
    const alpha = (laid[at + 3] ?? 0) / 255;
    for (const [channel, below] of matte.entries())
      laid[at + channel] = Math.round((laid[at + channel] ?? 0) * alpha + below * (1 - alpha));
  }
  return laid;
}

/** Returns the mean of the largest group of similar pixels: those with the same upper three bits of each channel. */
function findMainColor(rgba: Buffer): string {
  const groups = new Map<number, { count: number; red: number; green: number; blue: number }>();
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(at, at + 3);
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
  return toHex([largest.red, largest.green, largest.blue].map((sum) => Math.round(sum / largest.count)));
}

const toHex = (color: readonly number[]) => `#${Buffer.from(color).toString('hex')}`;
