import sharp from 'sharp';
import type { RawImage } from '../decode/opened-image.ts';
import { displayP3 } from './color-encoding.ts';
import { convertForDisplay, type Samples, toSamples } from './convert-for-display.ts';

/** Converts pixels from an ICC profile to sRGB. Ignores a broken profile, as browsers do. */
export async function convertToSrgb(image: RawImage, profile: Buffer): Promise<RawImage> {
  try {
    return await sharp(writeTiff(image, 8, profile), { limitInputPixels: false })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch {
    return image;
  }
}

/**
 * Converts samples from an ICC profile to sRGB. Keeps 16 bits until the end: 8-bit linear light would show banding in
 * shadows.
 */
export async function convertSamplesToSrgb(
  samples: Samples,
  profile: Buffer | undefined,
  { isGrey = false } = {},
): Promise<RawImage> {
  const narrow = narrowSamples(samples, isGrey);
  if (!profile) return narrow;
  if (isGrey || samples.maximum === 255) return convertToSrgb(narrow, profile);
  if (!(await changesColors(profile))) return narrow;
  const { width, height, channels } = samples.info;
  const { buffer, byteOffset, byteLength } = samples.data;
  const image = { data: Buffer.from(buffer, byteOffset, byteLength), info: { width, height, channels } };
  const converted = await sharp(writeTiff(image, 16, profile), { limitInputPixels: false })
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  // sharp converts 16-bit colours to Display P3 whatever colour space it is asked for.
  return convertForDisplay(toSamples(converted, true), displayP3);
}

/** Dark and light red, green, blue and grey: any profile other than sRGB changes at least one of them. */
const probe = Buffer.from('800000008000000080404040c08080ff4020c0c0c0', 'hex');

/** Tests a profile with probe colours, because sharp does not report a profile that it ignores. */
async function changesColors(profile: Buffer): Promise<boolean> {
  const info = { width: probe.length / 3, height: 1, channels: 3 as const };
  const { data } = await convertToSrgb({ data: probe, info }, profile);
  return probe.some((value, index) => Math.abs(value - (data[index] ?? 0)) > 2);
}

function narrowSamples({ data, maximum, info }: Samples, isGrey: boolean): RawImage {
  const { width, height, channels } = info;
  const kept = isGrey ? [0, 3].slice(0, channels - 2) : [0, 1, 2, 3].slice(0, channels);
  const narrow = Buffer.alloc(width * height * kept.length);
  let to = 0;
  for (let at = 0; at < data.length; at += channels)
    for (const channel of kept) {
      narrow[to] = Math.round((255 * (data[at + channel] ?? 0)) / maximum);
      to += 1;
    }
  return { data: narrow, info: { width, height, channels: kept.length as RawImage['info']['channels'] } };
}

/**
 * Writes an uncompressed single-strip TIFF, because sharp accepts raw pixels with a profile in no other way. TIFF 6.0
 * sections 2 and 4; tag 34675: ICC specification, annex B.
 */
function writeTiff(
  { data, info: { width, height, channels } }: RawImage,
  bits: 8 | 16,
  profile: Buffer,
): Buffer {
  const [short, long, bytes] = [3, 4, 7];
  const fieldCount = channels % 2 === 0 ? 11 : 10;
  const bitsAt = 8 + 2 + 12 * fieldCount + 4;
  const profileAt = bitsAt + 8;
  const head = Buffer.alloc(profileAt);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(fieldCount, 8);
  let at = 10;
  const writeField = (tag: number, type: number, count: number, value: number) => {
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(value, at + 8);
    at += 12;
  };
  writeField(256, long, 1, width);
  writeField(257, long, 1, height);
  writeField(258, short, channels, channels === 1 ? bits : channels === 2 ? bits * 0x0001_0001 : bitsAt);
  writeField(259, short, 1, 1); // no compression
  writeField(262, short, 1, channels < 3 ? 1 : 2); // grey or RGB
  writeField(273, long, 1, profileAt + profile.length);
  writeField(277, short, 1, channels);
  writeField(278, long, 1, height);
  writeField(279, long, 1, data.length);
  if (channels % 2 === 0) writeField(338, short, 1, 2); // the last sample is unassociated alpha
  writeField(34675, bytes, profile.length, profileAt);
  for (let sample = 0; sample < 4; sample += 1) head.writeUInt16LE(bits, bitsAt + 2 * sample);
  return Buffer.concat([head, profile, data]);
}
