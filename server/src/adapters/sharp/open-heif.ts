import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { checkHeifKind } from './check-heif-kind.ts';
import { type ColorEncoding, isHdr, isSrgb } from './color-encoding.ts';
import { convertToSrgb } from './convert-colors.ts';
import { decodeHeic, type HeicPicture } from './decode-heic.ts';
import { drawForDisplay, toSamples } from './draw-for-display.ts';
import type { Size } from './fit-size.ts';
import { type HeifFile, readHeifFile } from './heif-file.ts';
import type { ImageLimits } from './image-limits.ts';
import { ImageRefusal } from './image-refusal.ts';
import { openImage } from './open-image.ts';
import { checkSize, type OpenedImage, type RawImage } from './opened-image.ts';
import {
  isComplete,
  readClaimedSize,
  readHeifBlocks,
  readHeifEncoding,
  readIccProfile,
} from './read-heif.ts';
import { readProfileEncoding } from './read-profile-encoding.ts';

/** Beyond this, 16-bit samples would not fit in memory beside the decoder's own. Shrinking then hides the steps of 8 bits. */
const maximumDeepPixels = 25_000_000;

/** Decoded at once: only libheif knows the size after the file's rotations and crops. */
export async function openHeic(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const { bytes, file } = await readHeif(path, 'HEIC');
  const claimed = readClaimedSize(file);
  checkSize(claimed, 1, limits);
  const profile = readIccProfile(file);
  const encoding = profile ? readProfileEncoding(profile) : readHeifEncoding(bytes, file);
  const isDeep =
    encoding !== undefined && isHdr(encoding) && claimed.width * claimed.height <= maximumDeepPixels;
  const picture = await decodeHeic(bytes, { isDeep });
  const { width, height } = picture.info;
  return {
    format: 'heic',
    width,
    height,
    frames: 1,
    blocks: readHeifBlocks(bytes, file),
    decode: (size) => drawHeic(picture, size, encoding, profile),
  };
}

async function drawHeic(
  picture: HeicPicture,
  size: Size,
  encoding: ColorEncoding | undefined,
  profile: Buffer | undefined,
): Promise<RawImage> {
  const { data, info, isDeep } = picture;
  const { width, height, channels } = info;
  const samples = isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  const resized = await sharp(samples, { raw: { width, height, channels }, limitInputPixels: false })
    .resize({ ...size, fit: 'fill' })
    .toColourspace(isDeep ? 'rgb16' : 'srgb')
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (!encoding || isSrgb(encoding)) return profile ? convertToSrgb(resized, profile) : resized;
  return drawForDisplay(toSamples(resized, isDeep), encoding);
}

export async function openAvif(path: string, limits: ImageLimits): Promise<OpenedImage> {
  const { bytes, file } = await readHeif(path, 'AVIF');
  const encoding = readHeifEncoding(bytes, file);
  return openImage(path, 'avif', limits, { encoding: encoding && !isSrgb(encoding) ? encoding : undefined });
}

async function readHeif(path: string, format: 'HEIC' | 'AVIF'): Promise<{ bytes: Buffer; file: HeifFile }> {
  const bytes = await readFile(path);
  if (bytes.toString('latin1', 8, 12) === 'avis') {
    throw new ImageRefusal('unsupported', 'Animated AVIF is not supported.');
  }
  const file = readHeifFile(bytes);
  checkHeifKind(bytes, file, format);
  if (!file || !isComplete(bytes, file)) throw new ImageRefusal('corrupt', 'The picture is incomplete.');
  return { bytes, file };
}
