import sharp, { type Sharp } from 'sharp';
import { labToSrgb, type Samples, toSamples } from '../color/convert-for-display.ts';
import { convertSamplesToSrgb } from '../color/icc-conversion.ts';
import { ImageRefusal, type Size, unsupportedKind } from '../image-limits.ts';
import type { RawImage } from './opened-image.ts';
import { describeTiffKind, photometrics, sampleFormats, type TiffKind } from './tiff-kind.ts';
import type { SamplePlan } from './tiff-plan.ts';

export type TiffSource = {
  kind: TiffKind;
  plan: SamplePlan;
  /** Opens the file with its tags changed so that libvips leaves the samples unconverted. */
  open(options: { ignoreIcc: boolean }): Sharp;
  refuse(error: unknown): Promise<never>;
};

/** Limits memory: if libvips cannot downscale, all samples and the result are in memory. */
const maximumBytes = 500_000_000;
const views = { uchar: Uint8Array, ushort: Uint16Array, uint: Uint32Array, float: Float32Array };
type Depth = keyof typeof views;

/** Decodes a TIFF whose samples libvips reads but cannot interpret. */
export async function decodeTiffSamples(source: TiffSource, size: Size): Promise<RawImage> {
  const { kind, plan, open, refuse } = source;
  const metadata = await open({ ignoreIcc: true }).metadata().catch(refuse);
  const depth = plan.areConverted ? 'uchar' : metadata.depth;
  if (!isDepth(depth)) throw unsupportedKind('TIFF', describeTiffKind(kind));
  const converter = chooseSampleConverter(kind, plan);
  const convertedBytes = 4 * (converter.maximum === 255 ? 1 : 2);
  const bytesPerPixel = metadata.channels * views[depth].BYTES_PER_ELEMENT + convertedBytes;
  if (!plan.canShrink && metadata.width * metadata.height * bytesPerPixel > maximumBytes)
    throw new ImageRefusal('too-large', 'The picture has too many pixels for this kind of TIFF.');

  const picture = open({ ignoreIcc: !plan.areConverted }).autoOrient();
  const { data, info } = await (plan.canShrink ? picture.resize({ ...size, fit: 'fill' }) : picture)
    .toColourspace(plan.areConverted ? 'srgb' : (metadata.space ?? 'srgb'))
    .raw({ depth })
    .toBuffer({ resolveWithObject: true })
    .catch(refuse);
  const View = views[depth];
  const samples = new View(data.buffer, data.byteOffset, data.length / View.BYTES_PER_ELEMENT);
  if (kind.sampleFormat === sampleFormats.float) checkRange(samples, kind);
  const converted = convertPixels(samples, info, converter, plan.alpha);
  const profile = plan.areConverted || converter.isDisplayed ? undefined : metadata.icc;
  const shrunk = await shrink(converted, size, converter.maximum);
  return convertSamplesToSrgb(shrunk, profile, { isGrey: profile !== undefined && plan.colors === 1 });
}

function isDepth(depth: string | undefined): depth is Depth {
  return depth !== undefined && depth in views;
}

/** Refuses measurements such as heights and temperatures: their range is arbitrary and white is unknown. */
function checkRange(samples: TiffSamples, kind: TiffKind): void {
  let outOfRange = 0;
  for (const sample of samples) if (!(sample <= 1)) outOfRange += 1;
  if (outOfRange <= samples.length / 2) return;
  throw unsupportedKind('TIFF', `${describeTiffKind(kind)}, of numbers beyond 0 to 1`);
}

type Converted = { data: Uint8Array | Uint16Array; width: number; height: number; channels: 3 | 4 };

function convertPixels(
  samples: TiffSamples,
  { width, height, channels: step }: Size & { channels: number },
  { maximum, sampleMaximum, convertPixel }: SampleConverter,
  alpha: number | undefined,
): Converted {
  const channels = alpha === undefined ? 3 : 4;
  const length = width * height * channels;
  const data = maximum === 255 ? new Uint8Array(length) : new Uint16Array(length);
  let to = 0;
  for (let from = 0; from < samples.length; from += step) {
    convertPixel(samples, from, data, to);
    if (alpha !== undefined) {
      const part = (samples[from + alpha] ?? 0) / sampleMaximum;
      data[to + 3] = Math.round(maximum * Math.min(Math.max(part, 0), 1));
    }
    to += channels;
  }
  return { data, width, height, channels };
}

async function shrink({ data, ...raw }: Converted, size: Size, maximum: 255 | 65_535): Promise<Samples> {
  const isDeep = maximum === 65_535;
  const resized = await sharp(data, { raw, limitInputPixels: false })
    .resize({ ...size, fit: 'fill' })
    .toColourspace(isDeep ? 'rgb16' : 'srgb')
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return toSamples(resized, isDeep);
}

type TiffSamples = Uint8Array | Uint16Array | Uint32Array | Float32Array;

/** Converts one pixel, whose samples begin at `from`, to RGB. */
type ConvertPixel = (
  samples: TiffSamples,
  from: number,
  target: Uint8Array | Uint16Array,
  to: number,
) => void;

/** Converts the samples of a kind of TIFF to RGB of a given depth. */
type SampleConverter = {
  maximum: 255 | 65_535;
  sampleMaximum: number;
  /** True if the result is sRGB already; the file's profile is then ignored. */
  isDisplayed?: boolean;
  convertPixel: ConvertPixel;
};

/** Chooses the converter for a kind that libvips cannot convert. `colors` is the number of colour samples. */
function chooseSampleConverter(kind: TiffKind, { colors, areConverted }: SamplePlan): SampleConverter {
  if (areConverted) return copySamples(8, 3);
  if (kind.photometric === photometrics.lab || kind.photometric === photometrics.iccLab)
    return createLabConverter(kind);
  if (kind.photometric === photometrics.yCbCr) return createYCbCrConverter(kind);
  if (kind.sampleFormat === sampleFormats.float)
    return scaleSamples(1, colors, kind.photometric === photometrics.whiteIsZero);
  return kind.bits === 32 ? scaleSamples(2 ** 32 - 1, colors) : copySamples(kind.bits, colors);
}

function copySamples(bits: number, colors: 1 | 3): SampleConverter {
  const maximum = bits === 16 ? 65_535 : 255;
  return {
    maximum,
    sampleMaximum: maximum,
    convertPixel(samples, from, target, to) {
      for (let channel = 0; channel < 3; channel += 1)
        target[to + channel] = samples[from + (colors === 1 ? 0 : channel)] ?? 0;
    },
  };
}

/**
 * Scales samples to 16 bits. libvips inverts integers but not floats. Clips HDR highlights and resampling overshoot.
 */
function scaleSamples(sampleMaximum: number, colors: 1 | 3, isInverted = false): SampleConverter {
  const maximum = 65_535;
  return {
    maximum,
    sampleMaximum,
    convertPixel(samples, from, target, to) {
      for (let channel = 0; channel < 3; channel += 1) {
        const sample = samples[from + (colors === 1 ? 0 : channel)] ?? 0;
        const part = sample > 0 ? Math.min(sample / sampleMaximum, 1) : 0;
        target[to + channel] = Math.round(maximum * (isInverted ? 1 - part : part));
      }
    },
  };
}

/** TIFF 6.0, section 23, has signed a and b. In the ICC variant of Photoshop's supplement, 128 is zero. */
function createLabConverter({ photometric, bits }: TiffKind): SampleConverter {
  const [whole, step] = bits === 16 ? [65_535, 256] : [255, 1];
  const half = 128 * step;
  const readAxis = (sample: number) =>
    (photometric === photometrics.iccLab ? sample - half : sample >= half ? sample - 2 * half : sample) /
    step;
  const fullLightness = photometric === photometrics.iccLab && bits === 16 ? 65_280 : whole;
  return {
    maximum: 255,
    sampleMaximum: whole,
    isDisplayed: true,
    convertPixel(samples, from, target, to) {
      const lightness = (100 * (samples[from] ?? 0)) / fullLightness;
      const [red, green, blue] = labToSrgb(
        lightness,
        readAxis(samples[from + 1] ?? 0),
        readAxis(samples[from + 2] ?? 0),
      );
      target[to] = red;
      target[to + 1] = green;
      target[to + 2] = blue;
    },
  };
}

/** Converts YCbCr: TIFF 6.0, sections 20 and 21. */
function createYCbCrConverter({ yCbCr: { luma, range } }: TiffKind): SampleConverter {
  const [weightRed = 0, weightGreen = 0, weightBlue = 0] = luma;
  const [black = 0, white = 0, zeroBlue = 0, fullBlue = 0, zeroRed = 0, fullRed = 0] = range;
  return {
    maximum: 255,
    sampleMaximum: 255,
    convertPixel(samples, from, target, to) {
      const level = (255 * ((samples[from] ?? 0) - black)) / (white - black);
      const toBlue = (127 * ((samples[from + 1] ?? 0) - zeroBlue)) / (fullBlue - zeroBlue);
      const toRed = (127 * ((samples[from + 2] ?? 0) - zeroRed)) / (fullRed - zeroRed);
      const red = level + (2 - 2 * weightRed) * toRed;
      const blue = level + (2 - 2 * weightBlue) * toBlue;
      target[to] = clip(red);
      target[to + 1] = clip((level - weightRed * red - weightBlue * blue) / weightGreen);
      target[to + 2] = clip(blue);
    },
  };
}

function clip(value: number): number {
  return Math.round(Math.min(Math.max(value, 0), 255));
}
