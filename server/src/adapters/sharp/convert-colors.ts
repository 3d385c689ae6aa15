import sharp from 'sharp';
import type { RawImage } from './opened-image.ts';

/** Pixels in the colours of a profile, as sRGB. A profile that does not work is ignored, as viewers do. */
export async function convertToSrgb(image: RawImage, profile: Buffer): Promise<RawImage> {
  try {
    return await sharp(writeTiff(image, profile), { limitInputPixels: false })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch {
    return image;
  }
}

/** The Display P3 profile that libvips carries. */
export async function loadDisplayP3(): Promise<Buffer | undefined> {
  const dot = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } });
  const png = await dot.withIccProfile('p3').png().toBuffer();
  return (await sharp(png).metadata()).icc;
}

/**
 * The one way to hand sharp pixels together with their profile: an uncompressed TIFF of one strip.
 * TIFF 6.0 sections 2 and 4; tag 34675 of the ICC specification annex B.
 */
function writeTiff({ data, info: { width, height, channels } }: RawImage, profile: Buffer): Buffer {
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
  writeField(258, short, channels, channels === 1 ? 8 : channels === 2 ? 0x0008_0008 : bitsAt);
  writeField(259, short, 1, 1); // not compressed
  writeField(262, short, 1, channels < 3 ? 1 : 2); // grey or RGB
  writeField(273, long, 1, profileAt + profile.length);
  writeField(277, short, 1, channels);
  writeField(278, long, 1, height);
  writeField(279, long, 1, data.length);
  if (channels % 2 === 0) writeField(338, short, 1, 2); // the last is alpha, not premultiplied
  writeField(34675, bytes, profile.length, profileAt);
  for (let sample = 0; sample < 4; sample += 1) head.writeUInt16LE(8, bitsAt + 2 * sample);
  return Buffer.concat([head, profile, data]);
}
