import type { Metadata, Sharp } from 'sharp';
import type { ColorEncoding } from './color-encoding.ts';
import { convertSamplesToSrgb } from './convert-colors.ts';
import { drawForDisplay, type Samples, toSamples } from './draw-for-display.ts';
import { ImageRefusal } from './image-refusal.ts';
import { type RawImage, refuseImage } from './opened-image.ts';
import { readProfileEncoding } from './read-profile-encoding.ts';

/** A picture as libvips opens it, before any conversion of colours: turned and resized already. */
export type PictureSource = {
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
export async function drawStill(source: PictureSource): Promise<RawImage> {
  const { metadata, encoding, open, refuse = refuseImage } = source;
  const isDeep = metadata.space === 'rgb16' || metadata.space === 'grey16';
  const profile = metadata.icc;
  const coded = encoding ?? (profile && readProfileEncoding(profile));
  if (coded) return drawForDisplay(await readSamples(source, isDeep), coded);
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
