import sharp, { type Metadata } from 'sharp';
import type { ImageFormat } from '../../domain/photo.ts';
import type { ImageLimits } from './image-limits.ts';
import { ImageRefusal } from './image-refusal.ts';
import { checkSize, type OpenedImage, refuseImage } from './opened-image.ts';
import { readPngProfiles } from './read-png-profiles.ts';

/**
 * Opens what libvips decodes: everything but HEIC and the frames of PNG. Reads the header only. Stills are turned upright,
 * frames are shown as they lie: nothing turns them, so neither the first of them is, nor their size.
 */
export async function openImage(
  path: string,
  format: ImageFormat,
  limits: ImageLimits,
  { framesElsewhere = false } = {},
): Promise<OpenedImage> {
  // 'error' takes what viewers take, and refuses what is cut short.
  const input = { failOn: 'error', limitInputPixels: limits.pixels } as const;
  const metadata = await sharp(path, input).metadata().catch(refuseImage);
  if (!isExpected(metadata, format)) throw new ImageRefusal('corrupt', 'The picture is damaged.');
  const frames = format === 'gif' || format === 'webp' ? (metadata.pages ?? 1) : 1;
  const isAnimated = frames > 1;
  const isTurned = !isAnimated && !framesElsewhere;
  const { width, height } = isTurned ? metadata.autoOrient : metadata;
  checkSize({ width, height }, frames, limits);

  return {
    format,
    width,
    height,
    frames,
    blocks:
      format === 'png'
        ? { ...readPngProfiles(metadata.comments), ...pickBlocks(metadata) }
        : pickBlocks(metadata),
    decode(size) {
      const picture = isTurned ? sharp(path, input).autoOrient() : sharp(path, input);
      return picture
        .resize({ ...size, fit: 'fill' })
        .toColourspace('srgb')
        .raw()
        .toBuffer({ resolveWithObject: true })
        .catch(refuseImage);
    },
    ...(isAnimated && {
      openFrames: () => sharp(path, { ...input, animated: true, limitInputPixels: limits.animatedPixels }),
    }),
  };
}

function isExpected(metadata: Metadata, format: ImageFormat): boolean {
  return format === 'avif' ? metadata.compression === 'av1' : metadata.format === format;
}

function pickBlocks({ exif, xmp, iptc }: Metadata): OpenedImage['blocks'] {
  return { ...(exif && { exif }), ...(xmp && { xmp }), ...(iptc && { iptc }) };
}
