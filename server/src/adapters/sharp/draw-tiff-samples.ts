import sharp, { type Sharp } from 'sharp';
import { convertSamplesToSrgb } from './convert-colors.ts';
import { chooseTiffDrawing, type TiffDrawing, type TiffSamples } from './convert-tiff-samples.ts';
import { type Samples, toSamples } from './draw-for-display.ts';
import type { Size } from './fit-size.ts';
import { ImageRefusal, unsupportedKind } from './image-refusal.ts';
import type { RawImage } from './opened-image.ts';
import type { SamplePlan } from './plan-tiff.ts';
import { describeTiffKind, sampleFormats, type TiffKind } from './tiff-kind.ts';

export type TiffSource = {
  kind: TiffKind;
  plan: SamplePlan;
  /** Opens the file, its tags put so that libvips leaves the samples alone. */
  open(options: { ignoreIcc: boolean }): Sharp;
  refuse(error: unknown): Promise<never>;
};

/** Samples and what is drawn from them lie in memory whole where libvips cannot shrink them. */
const maximumBytes = 500_000_000;
const views = { uchar: Uint8Array, ushort: Uint16Array, uint: Uint32Array, float: Float32Array };
type Depth = keyof typeof views;

/** Draws a TIFF of a kind whose samples libvips reads but does not understand. */
export async function drawTiffSamples(source: TiffSource, size: Size): Promise<RawImage> {
  const { kind, plan, open, refuse } = source;
  const metadata = await open({ ignoreIcc: true }).metadata().catch(refuse);
  const depth = plan.areConverted ? 'uchar' : metadata.depth;
  if (!isDepth(depth)) throw unsupportedKind('TIFF', describeTiffKind(kind));
  const drawing = chooseTiffDrawing(kind, plan);
  const drawnBytes = 4 * (drawing.maximum === 255 ? 1 : 2);
  const bytesPerPixel = metadata.channels * views[depth].BYTES_PER_ELEMENT + drawnBytes;
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
  const drawn = drawPixels(samples, info, drawing, plan.alpha);
  const profile = plan.areConverted || drawing.isDisplayed ? undefined : metadata.icc;
  const shrunk = await shrink(drawn, size, drawing.maximum);
  return convertSamplesToSrgb(shrunk, profile, { isGrey: profile !== undefined && plan.colors === 1 });
}

function isDepth(depth: string | undefined): depth is Depth {
  return depth !== undefined && depth in views;
}

/** Measurements (heights, temperatures) have numbers of any size, and which of them is white is not known. */
function checkRange(samples: TiffSamples, kind: TiffKind): void {
  let beyond = 0;
  for (const sample of samples) if (!(sample <= 1)) beyond += 1;
  if (beyond <= samples.length / 2) return;
  throw unsupportedKind('TIFF', `${describeTiffKind(kind)}, of numbers beyond 0 to 1`);
}

type Drawn = { data: Uint8Array | Uint16Array; width: number; height: number; channels: 3 | 4 };

function drawPixels(
  samples: TiffSamples,
  { width, height, channels: step }: Size & { channels: number },
  { maximum, sampleMaximum, drawPixel }: TiffDrawing,
  alpha: number | undefined,
): Drawn {
  const channels = alpha === undefined ? 3 : 4;
  const length = width * height * channels;
  const data = maximum === 255 ? new Uint8Array(length) : new Uint16Array(length);
  let to = 0;
  for (let from = 0; from < samples.length; from += step) {
    drawPixel(samples, from, data, to);
    if (alpha !== undefined) {
      const part = (samples[from + alpha] ?? 0) / sampleMaximum;
      data[to + 3] = Math.round(maximum * Math.min(Math.max(part, 0), 1));
    }
    to += channels;
  }
  return { data, width, height, channels };
}

async function shrink({ data, ...raw }: Drawn, size: Size, maximum: 255 | 65_535): Promise<Samples> {
  const isDeep = maximum === 65_535;
  const resized = await sharp(data, { raw, limitInputPixels: false })
    .resize({ ...size, fit: 'fill' })
    .toColourspace(isDeep ? 'rgb16' : 'srgb')
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return toSamples(resized, isDeep);
}
