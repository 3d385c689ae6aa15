import { drawLab } from './lab-colors.ts';
import type { SamplePlan } from './plan-tiff.ts';
import { photometrics, sampleFormats, type TiffKind } from './tiff-kind.ts';

export type TiffSamples = Uint8Array | Uint16Array | Uint32Array | Float32Array;

/** Draws the colours of one pixel, whose samples begin at `from`, in red, green and blue. */
export type DrawPixel = (
  samples: TiffSamples,
  from: number,
  target: Uint8Array | Uint16Array,
  to: number,
) => void;

/** Scale of the numbers that a kind of TIFF is drawn in. */
export type TiffDrawing = {
  maximum: 255 | 65_535;
  sampleMaximum: number;
  /** The result is sRGB already, whatever profile the file has. */
  isDisplayed?: boolean;
  drawPixel: DrawPixel;
};

/** Chooses how to draw the samples of kinds that libvips cannot draw. `colors` is how many of them hold colours. */
export function chooseTiffDrawing(kind: TiffKind, { colors, areConverted }: SamplePlan): TiffDrawing {
  if (areConverted) return copySamples(8, 3);
  if (kind.photometric === photometrics.lab || kind.photometric === photometrics.iccLab)
    return drawLabOf(kind);
  if (kind.photometric === photometrics.yCbCr) return drawYCbCrOf(kind);
  if (kind.sampleFormat === sampleFormats.float)
    return scaleSamples(1, colors, kind.photometric === photometrics.whiteIsZero);
  return kind.bits === 32 ? scaleSamples(2 ** 32 - 1, colors) : copySamples(kind.bits, colors);
}

function copySamples(bits: number, colors: 1 | 3): TiffDrawing {
  const maximum = bits === 16 ? 65_535 : 255;
  return {
    maximum,
    sampleMaximum: maximum,
    drawPixel(samples, from, target, to) {
      for (let channel = 0; channel < 3; channel += 1)
        target[to + channel] = samples[from + (colors === 1 ? 0 : channel)] ?? 0;
    },
  };
}

/** libvips turns inverted integers around, but no floating-point numbers. Clips what lies beyond: highlights of HDR, and overshoot of a resampled edge. */
function scaleSamples(sampleMaximum: number, colors: 1 | 3, isInverted = false): TiffDrawing {
  const maximum = 65_535;
  return {
    maximum,
    sampleMaximum,
    drawPixel(samples, from, target, to) {
      for (let channel = 0; channel < 3; channel += 1) {
        const sample = samples[from + (colors === 1 ? 0 : channel)] ?? 0;
        const part = sample > 0 ? Math.min(sample / sampleMaximum, 1) : 0;
        target[to + channel] = Math.round(maximum * (isInverted ? 1 - part : part));
      }
    },
  };
}

/** TIFF 6.0 section 23 has signed a and b. The ICC's kind, of Photoshop's supplement, has them begin at 128. */
function drawLabOf({ photometric, bits }: TiffKind): TiffDrawing {
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
    drawPixel(samples, from, target, to) {
      const lightness = (100 * (samples[from] ?? 0)) / fullLightness;
      const [red, green, blue] = drawLab(
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

/** TIFF 6.0 sections 20 and 21. */
function drawYCbCrOf({ yCbCr: { luma, range } }: TiffKind): TiffDrawing {
  const [weightRed = 0, weightGreen = 0, weightBlue = 0] = luma;
  const [black = 0, white = 0, zeroBlue = 0, fullBlue = 0, zeroRed = 0, fullRed = 0] = range;
  return {
    maximum: 255,
    sampleMaximum: 255,
    drawPixel(samples, from, target, to) {
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
