import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { convertToSrgb, loadDisplayP3 } from './convert-colors.ts';
import { decodeHeic } from './decode-heic.ts';
import { type HeifFile, readHeifFile } from './heif-file.ts';
import type { ImageLimits } from './image-limits.ts';
import { ImageRefusal } from './image-refusal.ts';
import { openImage } from './open-image.ts';
import { checkSize, type OpenedImage, type RawImage } from './opened-image.ts';
import { isComplete, readClaimedSize, readCodedColors, readHeifBlocks, readIccProfile } from './read-heif.ts';

/** Decoded at once: only libheif knows the size after the file's rotations and crops. */
export async function openHeic(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const { bytes, file } = await readHeif(path);
  checkSize(readClaimedSize(file), 1, limits);
  const picture = await decodeHeic(bytes);
  const { width, height } = picture.info;
  return {
    format: 'heic',
    width,
    height,
    frames: 1,
    blocks: readHeifBlocks(bytes, file),
    async decode(size) {
      const resized = await sharp(picture.data, { raw: picture.info, limitInputPixels: false })
        .resize({ ...size, fit: 'fill' })
        .raw()
        .toBuffer({ resolveWithObject: true });
      const profile = readIccProfile(file);
      return profile ? convertToSrgb(resized, profile) : convertCodedColors(resized, file);
    },
  };
}

/** libvips decodes AVIF but heeds only colour profiles, not colours given by number. */
export async function openAvif(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const { bytes, file } = await readHeif(path);
  if (bytes.toString('latin1', 8, 12) === 'avis') {
    throw new ImageRefusal('unsupported', 'Animated AVIF is not supported.');
  }
  const image = await openImage(path, 'avif', limits);
  const hasProfile = readIccProfile(file) !== undefined;
  return {
    ...image,
    async decode(size) {
      const decoded = await image.decode(size);
      return hasProfile ? decoded : convertCodedColors(decoded, file);
    },
  };
}

async function readHeif(path: string): Promise<{ bytes: Buffer; file: HeifFile }> {
  const bytes = await readFile(path);
  const file = readHeifFile(bytes);
  if (!file || !isComplete(bytes, file)) throw new ImageRefusal('corrupt', 'The picture is incomplete.');
  return { bytes, file };
}

/** SMPTE EG 432-1, as phones write it. */
const displayP3 = 12;

async function convertCodedColors(image: RawImage, file: HeifFile): Promise<RawImage> {
  if (readCodedColors(file)?.primaries !== displayP3) return image;
  const profile = await loadDisplayP3();
  return profile ? convertToSrgb(image, profile) : image;
}
