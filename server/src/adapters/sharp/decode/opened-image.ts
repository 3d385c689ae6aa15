import { describeExcess } from '@vitrine/contract/picture-header.ts';
import type { Sharp } from 'sharp';
import type { ImageFormat } from '../../../domain/photo.ts';
import { type ImageLimits, ImageRefusal, type Size, unsupportedKind } from '../image-limits.ts';
import type { MetadataBlocks } from '../metadata/read-metadata.ts';

/** Upright 8-bit sRGB pixels. */
export type RawImage = { data: Buffer; info: Size & { channels: 1 | 2 | 3 | 4 } };

/** A picture within the limits. Width and height apply to the upright picture. */
export type OpenedImage = Size & {
  format: ImageFormat;
  frames: number;
  blocks: MetadataBlocks;
  /** Decodes the picture, or its first frame, at this size. */
  decode(size: Size): Promise<RawImage>;
  /** Streams all frames with their timing. Absent if only the first frame can be decoded. */
  openFrames?(): Sharp;
};

export function checkSize({ width, height }: Size, frames: number, limits: ImageLimits): void {
  if (width < 1 || height < 1) throw new ImageRefusal('corrupt', 'The picture has no pixels.');
  const excess = describeExcess({ width, height }, limits);
  if (excess) throw new ImageRefusal('too-large', excess);
  if (frames > limits.frames) {
    const detail = `The animation has ${frames} frames. Vitrine takes up to ${limits.frames}.`;
    throw new ImageRefusal('too-large', detail);
  }
  if (frames > 1 && width * height * frames > limits.animatedPixels) {
    const [has, most] = [width * height * frames, limits.animatedPixels].map((pixels) =>
      Math.ceil(pixels / 1e6),
    );
    const detail = `All ${frames} frames have ${has} megapixels together. Vitrine takes up to ${most}.`;
    throw new ImageRefusal('too-large', detail);
  }
}

/** Messages that libvips, libjpeg, libtiff and libheif give for valid files that they do not support. */
const unsupportedMessages = [
  /not configured/i,
  /not implemented/i,
  /not been built in/i,
  /can not handle image/i,
  /not a whole number of bytes/i,
  /samples out of range/i,
  /bad labq format/i,
  /exceeds channel limit/i,
  /omitted at compile time/i,
  /unsupported marker type 0xf7/i, // JPEG-LS
  /unsupported (?:JPEG|tiff image type|color conversion|feature|codec|image type)/i,
  /not supported/i,
];

/** Converts a decoder's error to a refusal. `format` and `kind` name the picture if it is unsupported. */
export async function refuseImage(error: unknown, format = 'picture', kind?: string): Promise<never> {
  const message = error instanceof Error ? error.message : '';
  if (/exceeds pixel limit/.test(message)) {
    throw new ImageRefusal('too-large', 'The picture has too many pixels.', { cause: error });
  }
  if (unsupportedMessages.some((pattern) => pattern.test(message))) {
    throw unsupportedKind(format, kind, { cause: error });
  }
  throw new ImageRefusal('corrupt', 'The picture is damaged or incomplete.', { cause: error });
}
