import sharp, { type Metadata } from 'sharp';
import type { ImageFormat } from '../../domain/photo.ts';
import type { ColorEncoding } from './color-encoding.ts';
import { drawStill } from './draw-still.ts';
import type { ImageLimits } from './image-limits.ts';
import { ImageRefusal } from './image-refusal.ts';
import { checkMemoryNeed } from './memory-need.ts';
import { checkSize, type OpenedImage, refuseImage } from './opened-image.ts';
import { readLatePngBlocks } from './read-late-png-blocks.ts';
import { readPngProfiles } from './read-png-profiles.ts';

export type OpenOptions = {
  /** The frames of an animation are decoded elsewhere. */
  framesElsewhere?: boolean;
  /** Colours given by number. */
  encoding?: ColorEncoding | undefined;
  /** The bytes of the file, where they are in memory. */
  bytes?: Buffer;
  /** Names what sets a picture apart that is not supported. */
  describeKind?(): string | undefined | Promise<string | undefined>;
  /** The picture is known to lack no more than its end: what the decoder says of it is not heeded. */
  isMended?: boolean;
};

/**
 * Opens what libvips decodes, which is all but HEIC and the frames of PNG. Reads the header only. Stills are turned upright.
 * Frames stay as they lie, as does their size: browsers do not turn them.
 */
export async function openImage(
  path: string,
  format: ImageFormat,
  limits: ImageLimits,
  { framesElsewhere = false, encoding, bytes, describeKind, isMended }: OpenOptions = {},
): Promise<OpenedImage> {
  const source = bytes ?? path;
  const refuse = async (error: unknown) => refuseImage(error, formatNames[format], await describeKind?.());
  // 'error' takes what viewers take, and refuses what is cut short.
  const input = {
    failOn: isMended ? 'none' : 'error',
    limitInputPixels: limits.pixels,
    ...(format === 'tiff' && { limitInputChannels: maximumTiffChannels }),
  } as const;
  // Without a limit here, so that `checkSize` names it.
  const metadata = await sharp(source, { ...input, limitInputPixels: false })
    .metadata()
    .catch(refuse);
  if (!isExpected(metadata, format)) throw new ImageRefusal('corrupt', 'The picture is damaged.');
  const frames = format === 'gif' || format === 'webp' ? (metadata.pages ?? 1) : 1;
  const isAnimated = frames > 1;
  const isTurned = !isAnimated && !framesElsewhere;
  const { width, height } = isTurned ? metadata.autoOrient : metadata;
  checkSize({ width, height }, frames, limits);
  checkMemoryNeed(metadata, limits);

  return {
    format,
    width,
    height,
    frames,
    blocks:
      format === 'png'
        ? mergeBlocks(pickBlocks(metadata), readPngProfiles(metadata.comments), await readLatePngBlocks(path))
        : pickBlocks(metadata),
    decode: (size) =>
      drawStill({
        metadata,
        encoding,
        refuse,
        open({ ignoreIcc }) {
          const picture = sharp(source, { ...input, ignoreIcc });
          return (isTurned ? picture.autoOrient() : picture).resize({ ...size, fit: 'fill' });
        },
      }),
    ...(isAnimated && {
      openFrames: () => sharp(path, { ...input, animated: true, limitInputPixels: limits.animatedPixels }),
    }),
  };
}

/** Colours, alpha and saved selections. */
export const maximumTiffChannels = 32;

const formatNames: Record<ImageFormat, string> = {
  jpeg: 'JPEG',
  png: 'PNG',
  gif: 'GIF',
  webp: 'WebP',
  avif: 'AVIF',
  heic: 'HEIC',
  tiff: 'TIFF',
};

function isExpected(metadata: Metadata, format: ImageFormat): boolean {
  return format === 'avif' ? metadata.compression === 'av1' : metadata.format === format;
}

/** The first of each kind that is there. */
function mergeBlocks(...found: OpenedImage['blocks'][]): OpenedImage['blocks'] {
  const pick = (kind: 'exif' | 'xmp' | 'iptc') => found.map((blocks) => blocks[kind]).find(Boolean);
  return { exif: pick('exif'), xmp: pick('xmp'), iptc: pick('iptc') };
}

function pickBlocks({ exif, xmp, iptc }: Metadata): OpenedImage['blocks'] {
  return { ...(exif && { exif }), ...(xmp && { xmp }), ...(iptc && { iptc }) };
}
