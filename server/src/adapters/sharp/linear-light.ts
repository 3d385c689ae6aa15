import type { ColorEncoding, Transfer } from './color-encoding.ts';

/** White of a page in candela per square metre, to which HDR is related: ITU-R BT.2408. */
export const referenceWhite = 203;
const pqPeak = 10_000;

/** Lists the light of each code from 0 to `maximum`. 1 is white; in HDR, the white of a page. HLG stays light of the scene. */
export function tabulateLight({ transfer, isNarrow }: ColorEncoding, maximum: number): Float32Array {
  const decode = typeof transfer === 'object' ? (code: number) => code ** transfer.power : curves[transfer];
  const [black, white] = isNarrow ? [(16 * (maximum + 1)) / 256, (235 * (maximum + 1)) / 256] : [0, maximum];
  return Float32Array.from({ length: maximum + 1 }, (_, code) =>
    decode(Math.min(Math.max((code - black) / (white - black), 0), 1)),
  );
}

const curves: Record<Exclude<Transfer, object>, (code: number) => number> = {
  linear: (code) => code,
  /** IEC 61966-2-1. */
  srgb: (code) => (code <= 0.04045 ? code / 12.92 : ((code + 0.055) / 1.055) ** 2.4),
  /** ITU-R BT.1886, for a screen without glare. */
  bt1886: (code) => code ** 2.4,
  /** SMPTE ST 240, backwards. */
  smpte240: (code) => (code < 0.0913 ? code / 4 : ((code + 0.1115) / 1.1115) ** (1 / 0.45)),
  /** SMPTE ST 428-1. */
  smpte428: (code) => (52.37 / 48) * code ** 2.6,
  /** SMPTE ST 2084. */
  pq(code) {
    const root = code ** (32 / 2523);
    const light = Math.max(root - 3424 / 4096, 0) / ((2413 - 2392 * root) / 128);
    return (pqPeak / referenceWhite) * light ** (16384 / 2610);
  },
  /** ITU-R BT.2100 table 5. */
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

/** Light as sRGB, 8 bit. What is darker than black or brighter than white is cut off. */
export function encodeForDisplay(light: number): number {
  const step = Math.min(Math.max(light, 0), 1) * displaySteps;
  return displayCodes[Math.round(step)] ?? 0;
}
