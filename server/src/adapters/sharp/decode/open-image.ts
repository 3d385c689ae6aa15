import sharp, { type Metadata, type Sharp } from 'sharp';
import type { ImageFormat } from '../../../domain/photo.ts';
import { type ColorEncoding, readProfileEncoding } from '../color/color-encoding.ts';
import { convertForDisplay, type Samples, toSamples } from '../color/convert-for-display.ts';
import { convertSamplesToSrgb } from '../color/icc-conversion.ts';
import { checkMemoryNeed, type ImageLimits, ImageRefusal } from '../image-limits.ts';
import { checkSize, type OpenedImage, type RawImage, refuseImage } from './opened-image.ts';
import { readLatePngBlocks, readPngProfiles } from './png-chunks.ts';

export type OpenOptions = {
  /** True if the caller decodes the frames of an animation itself. */
  hasSeparateFrames?: boolean;
  /** Colour encoding that the file declares by code points. */
  encoding?: ColorEncoding | undefined;
  /** The file's bytes, if they are in memory already. */
  bytes?: Buffer;
  /** Describes the kind of picture for the message of a refusal. */
  describeKind?(): string | undefined | Promise<string | undefined>;
  /** True for a repaired file: the decoder's warnings about its end are ignored. */
  isRepaired?: boolean;
};

/**
 * Opens any format but HEIC with libvips, and any frames but those of PNG. Reads only the header. Stills are turned
 * upright; frames keep their orientation and size, because browsers do not turn animations.
 */
export async function openImage(
  path: string,
  format: ImageFormat,
  limits: ImageLimits,
  { hasSeparateFrames = false, encoding, bytes, describeKind, isRepaired }: OpenOptions = {},
): Promise<OpenedImage> {
  const source = bytes ?? path;
  const refuse = async (error: unknown) => refuseImage(error, formatNames[format], await describeKind?.());
  // 'error' accepts what viewers accept and refuses truncated files.
  const input = {
    failOn: isRepaired ? 'none' : 'error',
    limitInputPixels: limits.pixels,
    ...(format === 'tiff' && { limitInputChannels: maximumTiffChannels }),
  } as const;
  // No pixel limit here, so that `checkSize` reports it with its own message.
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

/** Allows colours, alpha and saved selections. */
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

/** Takes each kind of block from the first source that has it. */
function mergeBlocks(...found: OpenedImage['blocks'][]): OpenedImage['blocks'] {
  const pick = (kind: 'exif' | 'xmp' | 'iptc') => found.map((blocks) => blocks[kind]).find(Boolean);
  return { exif: pick('exif'), xmp: pick('xmp'), iptc: pick('iptc') };
}

function pickBlocks({ exif, xmp, iptc }: Metadata): OpenedImage['blocks'] {
  return { ...(exif && { exif }), ...(xmp && { xmp }), ...(iptc && { iptc }) };
}

/** A picture opened by libvips, turned and resized but not colour-converted. */
type PictureSource = {
  metadata: Pick<Metadata, 'depth' | 'space' | 'icc'>;
  /** Colour encoding declared by code points. It takes precedence over a profile. */
  encoding?: ColorEncoding | undefined;
  open(options: { ignoreIcc: boolean }): Sharp;
  /** Converts an error of the decoder to a refusal. */
  refuse?(error: unknown): Promise<never>;
};

/**
 * Decodes a picture to 8-bit sRGB. libvips converts most pictures itself, but it ignores code points and the profiles
 * of 16-bit grey, and it converts other 16-bit pictures with a profile to Display P3.
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
  const pixels = await open({ ignoreIcc: false })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(refuse);
  return checkChannels(pixels);
}

/** Reads RGB samples without colour conversion. Grey becomes three equal channels. */
async function readSamples({ open, refuse = refuseImage }: PictureSource, isDeep: boolean): Promise<Samples> {
  const pixels = await open({ ignoreIcc: true })
    .toColourspace(isDeep ? 'rgb16' : 'srgb')
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(refuse);
  return toSamples(checkChannels(pixels), isDeep);
}

/** Refuses channels beyond colours and alpha. Formats with extra channels drop them earlier. */
function checkChannels(picture: {
  data: Buffer;
  info: { width: number; height: number; channels: number };
}): RawImage {
  const { width, height, channels } = picture.info;
  if (channels === 1 || channels === 2 || channels === 3 || channels === 4)
    return { data: picture.data, info: { width, height, channels } };
  throw new ImageRefusal('unsupported', 'Pictures with extra channels are not supported in this format.');
}
