import sharp, { type Metadata, type Sharp } from 'sharp';
import type { ImageFormat } from '../../../domain/photo.ts';
import { type ColorEncoding, readProfileEncoding } from '../color/color-encoding.ts';
import { convertForDisplay, type Samples, toSamples } from '../color/draw-for-display.ts';
import { convertSamplesToSrgb } from '../color/icc-conversion.ts';
import { checkMemoryNeed, type ImageLimits, ImageRefusal } from '../image-limits.ts';
import { checkSize, type OpenedImage, type RawImage, refuseImage } from './opened-image.ts';
import { readLatePngBlocks, readPngProfiles } from './png-chunks.ts';

export type OpenOptions = {
  /** The frames of an animation are decoded elsewhere. */
  hasSeparateFrames?: boolean;
  /** Colours given by number. */
  encoding?: ColorEncoding | undefined;
  /** The bytes of the file, where they are in memory. */
  bytes?: Buffer;
  /** Names what sets a picture apart that is not supported. */
  describeKind?(): string | undefined | Promise<string | undefined>;
  /** The picture is known to lack no more than its end: what the decoder says of it is not heeded. */
  isRepaired?: boolean;
};

/**
 * Opens what libvips decodes, which is all but HEIC and the frames of PNG. Reads the header only. Stills are turned upright.
 * Frames stay as they lie, as does their size: browsers do not transform them.
 */
export async function openImage(
  path: string,
  format: ImageFormat,
  limits: ImageLimits,
  { hasSeparateFrames = false, encoding, bytes, describeKind, isRepaired }: OpenOptions = {},
): Promise<OpenedImage> {
  const source = bytes ?? path;
  const refuse = async (error: unknown) => refuseImage(error, formatNames[format], await describeKind?.());
  // 'error' takes what viewers take, and refuses what is cut short.
  const input = {
    failOn: isRepaired ? 'none' : 'error',
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
  const isTurned = !isAnimated && !hasSeparateFrames;
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
      decodeStill({
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

/** A picture as libvips opens it, before any conversion of colours: turned and resized already. */
type PictureSource = {
  metadata: Pick<Metadata, 'depth' | 'space' | 'icc'>;
  /** Colours given by number. They take precedence over a profile. */
  encoding?: ColorEncoding | undefined;
  open(options: { ignoreIcc: boolean }): Sharp;
  /** Makes a refusal of what the decoder throws. */
  refuse?(error: unknown): Promise<never>;
};

/**
 * Draws a picture in sRGB with 8 bits. libvips converts most pictures by itself, but ignores colours given by number and
 * the profiles of 16-bit grey, and leaves other 16-bit pictures that have a profile in Display P3.
 */
export async function decodeStill(source: PictureSource): Promise<RawImage> {
  const { metadata, encoding, open, refuse = refuseImage } = source;
  const isDeep = metadata.space === 'rgb16' || metadata.space === 'grey16';
  const profile = metadata.icc;
  const coded = encoding ?? (profile && readProfileEncoding(profile));
  if (coded) return convertForDisplay(await readSamples(source, isDeep), coded);
  if (isDeep && profile) {
    const samples = await readSamples(source, isDeep);
    return convertSamplesToSrgb(samples, profile, { isGrey: metadata.space === 'grey16' });
  }
  const drawn = await open({ ignoreIcc: false })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(refuse);
  return checkChannels(drawn);
}

/** Red, green and blue as the file holds them. Grey becomes three that are equal. */
async function readSamples({ open, refuse = refuseImage }: PictureSource, isDeep: boolean): Promise<Samples> {
  const pixels = await open({ ignoreIcc: true })
    .toColourspace(isDeep ? 'rgb16' : 'srgb')
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(refuse);
  return toSamples(checkChannels(pixels), isDeep);
}

/** Channels beyond colours and alpha have no place in sRGB. What knows them drops them before. */
function checkChannels(picture: {
  data: Buffer;
  info: { width: number; height: number; channels: number };
}): RawImage {
  const { width, height, channels } = picture.info;
  if (channels === 1 || channels === 2 || channels === 3 || channels === 4)
    return { data: picture.data, info: { width, height, channels } };
  throw new ImageRefusal('unsupported', 'Pictures with extra channels are not supported in this format.');
}
