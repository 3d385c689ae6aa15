import type { RawImage } from '../decode/opened-image.ts';
import { bt2020Primaries, type ColorEncoding, isHdr, srgb, type Transfer } from './color-encoding.ts';
import { applyMatrix, createPrimariesMatrix, createXyzMatrix, luminanceWeights } from './color-matrices.ts';

/** RGB or RGBA samples. `maximum` is the value of white and of full opacity. */
export type Samples = {
  data: Uint8Array | Uint16Array;
  maximum: number;
  info: { width: number; height: number; channels: 3 | 4 };
};

type RawPixels = { data: Buffer; info: { width: number; height: number; channels: number } };

/** Wraps sharp's raw RGB or RGBA pixels, with 8 or 16 bits a sample. */
export function toSamples({ data, info }: RawPixels, isDeep: boolean): Samples {
  const { width, height, channels } = info;
  if (channels !== 3 && channels !== 4) throw new Error(`${channels} channels are not red, green and blue`);
  const shape = { width, height, channels: channels === 4 ? (4 as const) : (3 as const) };
  if (!isDeep) return { data, maximum: 255, info: shape };
  return {
    data: new Uint16Array(data.buffer, data.byteOffset, data.length / 2),
    maximum: 65_535,
    info: shape,
  };
}

/** Peak luminance and system gamma of the HLG reference display: ITU-R BT.2100, table 5. */
const hlgPeak = 1000;
const hlgGamma = 1.2;

/** Converts coded colours to 8-bit sRGB as browsers show them on an SDR screen. Clips colours outside sRGB. */
export function convertForDisplay({ data, maximum, info }: Samples, encoding: ColorEncoding): RawImage {
  const { channels } = info;
  const light = buildLightTable(encoding, maximum);
  const findGain = isHdr(encoding) ? createGain(encoding) : () => 1;
  const [a, b, c, d, e, f, g, h, i] = createPrimariesMatrix(encoding.chromaticities, srgb.chromaticities);
  const output = Buffer.alloc(data.length);
  for (let at = 0; at < data.length; at += channels) {
    const red = light[data[at] ?? 0] ?? 0;
    const green = light[data[at + 1] ?? 0] ?? 0;
    const blue = light[data[at + 2] ?? 0] ?? 0;
    const gain = findGain(red, green, blue);
    output[at] = encodeSrgb(gain * (a * red + b * green + c * blue));
    output[at + 1] = encodeSrgb(gain * (d * red + e * green + f * blue));
    output[at + 2] = encodeSrgb(gain * (g * red + h * green + i * blue));
    if (channels === 4) output[at + 3] = Math.round((255 * (data[at + 3] ?? 0)) / maximum);
  }
  return { data: output, info };
}

type Gain = (red: number, green: number, blue: number) => number;

/** Tone mapping measures the brightest channel in BT.2020 primaries, whatever the primaries of the picture. */
function createGain({ chromaticities, transfer, peak }: ColorEncoding): Gain {
  const [a, b, c, d, e, f, g, h, i] = createPrimariesMatrix(chromaticities, bt2020Primaries);
  const toneMap = createToneMap(peak);
  const map: Gain = (red, green, blue) =>
    toneMap(
      Math.max(
        a * red + b * green + c * blue,
        d * red + e * green + f * blue,
        g * red + h * green + i * blue,
      ),
    );
  if (transfer !== 'hlg') return map;
  const [weightRed, weightGreen, weightBlue] = luminanceWeights(chromaticities);
  return (red, green, blue) => {
    const luminance = weightRed * red + weightGreen * green + weightBlue * blue;
    const shown = (hlgPeak / referenceWhite) * luminance ** (hlgGamma - 1);
    return shown * map(shown * red, shown * green, shown * blue);
  };
}

/** Peak luminance assumed for pictures that do not state one. */
const usualPeak = 1000;
/** Pulls the control point of the Bézier curve towards the intersection of its tangents. */
const bend = 0.65;

/**
 * Returns a tone map: the gain for a pixel whose brightest channel has the given light. Browsers map pictures without
 * a curve of their own like this (SMPTE ST 2094-50): a constant gain dims light up to white, a quadratic Bézier curve
 * compresses light between white and `peak`, and `peak` becomes white.
 */
function createToneMap(peak = usualPeak): (light: number) => number {
  const brightest = peak / referenceWhite;
  if (!(brightest > 1)) return () => 1;
  const fullHeadroom = Math.log2(usualPeak / referenceWhite);
  const white = 1 - 0.5 * Math.min(Math.log2(brightest) / fullHeadroom, 1);
  const middleX = 1 - bend + bend / white;
  const middleY = (1 - bend) * white + bend;
  const [curveX, slopeX] = [1 - 2 * middleX + brightest, 2 * (middleX - 1)];
  const [curveY, slopeY] = [white - 2 * middleY + 1, 2 * (middleY - white)];
  return (light) => {
    if (light <= 1) return white;
    if (light >= brightest) return 1 / light;
    const along = (2 * (light - 1)) / (slopeX + Math.sqrt(slopeX ** 2 + 4 * curveX * (light - 1)));
    return (white + along * (slopeY + along * curveY)) / light;
  };
}

/** Luminance of a page's white in candela per square metre: ITU-R BT.2408. */
const referenceWhite = 203;
const pqPeak = 10_000;

/**
 * Returns the linear light of each code from 0 to `maximum`. 1 is white (in HDR, the page's white). HLG stays scene
 * light.
 */
function buildLightTable({ transfer, isNarrow }: ColorEncoding, maximum: number): Float32Array {
  const decode = typeof transfer === 'object' ? (code: number) => code ** transfer.power : curves[transfer];
  const [black, white] = isNarrow ? [(16 * (maximum + 1)) / 256, (235 * (maximum + 1)) / 256] : [0, maximum];
  return Float32Array.from({ length: maximum + 1 }, (_, code) =>
    decode(Math.min(Math.max((code - black) / (white - black), 0), 1)),
  );
}

const curves: Record<Exclude<Transfer, object>, (code: number) => number> = {
  linear: (code) => code,
  /** sRGB: IEC 61966-2-1. */
  srgb: (code) => (code <= 0.04045 ? code / 12.92 : ((code + 0.055) / 1.055) ** 2.4),
  /** ITU-R BT.1886, for a screen with a black level of zero. */
  bt1886: (code) => code ** 2.4,
  /** Inverse of SMPTE ST 240. */
  smpte240: (code) => (code < 0.0913 ? code / 4 : ((code + 0.1115) / 1.1115) ** (1 / 0.45)),
  /** SMPTE ST 428-1. */
  smpte428: (code) => (52.37 / 48) * code ** 2.6,
  /** PQ: SMPTE ST 2084. */
  pq(code) {
    const root = code ** (32 / 2523);
    const light = Math.max(root - 3424 / 4096, 0) / ((2413 - 2392 * root) / 128);
    return (pqPeak / referenceWhite) * light ** (16384 / 2610);
  },
  /** HLG: ITU-R BT.2100, table 5. */
  hlg(code) {
    const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
    return code <= 0.5 ? code ** 2 / 3 : (Math.exp((code - c) / a) + b) / 12;
  },
};

const displaySteps = 65_535;
const displayCodes = Uint8Array.from({ length: displaySteps + 1 }, (_, step) => {
  const light = step / displaySteps;
  return Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
});

/** Encodes linear light as 8-bit sRGB. Clips values below 0 and above 1. */
function encodeSrgb(light: number): number {
  const step = Math.min(Math.max(light, 0), 1) * displaySteps;
  return displayCodes[Math.round(step)] ?? 0;
}

const d50 = [0.34567, 0.3585] as const;
const toSrgb = createXyzMatrix(d50, srgb.chromaticities);
const white = [d50[0] / d50[1], 1, (1 - d50[0] - d50[1]) / d50[1]] as const;

/** Converts CIELAB under D50, as editors write it, to 8-bit sRGB: ISO 11664-4. */
export function labToSrgb(
  lightness: number,
  a: number,
  b: number,
): [red: number, green: number, blue: number] {
  const y = (lightness + 16) / 116;
  const xyz = [white[0] * uncube(y + a / 500), uncube(y), white[2] * uncube(y - b / 200)] as const;
  const [red, green, blue] = applyMatrix(toSrgb, xyz);
  return [encodeSrgb(red), encodeSrgb(green), encodeSrgb(blue)];
}

function uncube(value: number): number {
  return value > 6 / 29 ? value ** 3 : 3 * (6 / 29) ** 2 * (value - 4 / 29);
}
