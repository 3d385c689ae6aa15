/** CIE 1931 chromaticities x and y of red, green, blue and white. */
export type Chromaticities = readonly [
  redX: number,
  redY: number,
  greenX: number,
  greenY: number,
  blueX: number,
  blueY: number,
  whiteX: number,
  whiteY: number,
];

export type Transfer =
  | 'srgb'
  | 'bt1886'
  | 'smpte240'
  | 'linear'
  | 'smpte428'
  | 'pq'
  | 'hlg'
  | { power: number };

/** Maps sample values to light, for pictures without an ICC profile. */
export type ColorEncoding = {
  chromaticities: Chromaticities;
  transfer: Transfer;
  /** Peak luminance of an HDR picture, in candela per square metre. */
  peak?: number | undefined;
  /** True if black is 16 and white is 235 (8-bit scale): narrow range. */
  isNarrow?: boolean;
};

/** Colours by their code points in ITU-T H.273. */
export type CodedColors = { primaries: number; transfer: number; peak?: number | undefined };

const d65 = [0.3127, 0.329] as const;
const illuminantC = [0.31, 0.316] as const;
const dciWhite = [0.314, 0.351] as const;

const srgbPrimaries: Chromaticities = [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, ...d65];
const p3Primaries = [0.68, 0.32, 0.265, 0.69, 0.15, 0.06] as const;
const ntscPrimaries: Chromaticities = [0.63, 0.34, 0.31, 0.595, 0.155, 0.07, ...d65];
export const bt2020Primaries: Chromaticities = [0.708, 0.292, 0.17, 0.797, 0.131, 0.046, ...d65];

/** Colour primaries by code point: ITU-T H.273, table 2. */
const chromaticities: Readonly<Record<number, Chromaticities>> = {
  1: srgbPrimaries,
  4: [0.67, 0.33, 0.21, 0.71, 0.14, 0.08, ...illuminantC],
  5: [0.64, 0.33, 0.29, 0.6, 0.15, 0.06, ...d65],
  6: ntscPrimaries,
  7: ntscPrimaries,
  8: [0.681, 0.319, 0.243, 0.692, 0.145, 0.049, ...illuminantC],
  9: bt2020Primaries,
  10: [1, 0, 0, 1, 0, 0, 1 / 3, 1 / 3],
  11: [...p3Primaries, ...dciWhite],
  12: [...p3Primaries, ...d65],
  22: [0.63, 0.34, 0.295, 0.605, 0.155, 0.077, ...d65],
};

/**
 * Transfer functions by code point: ITU-T H.273, table 3. Television curves map to BT.1886. Browsers treat missing
 * code points as sRGB.
 */
const transfers: Readonly<Record<number, Transfer>> = {
  1: 'bt1886',
  4: { power: 2.2 },
  5: { power: 2.8 },
  6: 'bt1886',
  7: 'smpte240',
  8: 'linear',
  11: 'bt1886',
  14: 'bt1886',
  15: 'bt1886',
  16: 'pq',
  17: 'smpte428',
  18: 'hlg',
};

export const srgb: ColorEncoding = { chromaticities: srgbPrimaries, transfer: 'srgb' };
/** Display P3: the primaries of SMPTE EG 432-1 with the sRGB curve, as phones write it. */
export const displayP3: ColorEncoding = { chromaticities: [...p3Primaries, ...d65], transfer: 'srgb' };

/** Treats unknown and unspecified code points as sRGB. */
export function toColorEncoding({ primaries, transfer, peak }: CodedColors): ColorEncoding {
  return {
    chromaticities: chromaticities[primaries] ?? srgbPrimaries,
    transfer: transfers[transfer] ?? 'srgb',
    peak,
  };
}

/**
 * Converts the code points of AVIF and HEIC. Encoders label sRGB pictures with the BT.709 curve, and browsers treat
 * both curves as sRGB.
 */
export function toStillEncoding(colors: CodedColors): ColorEncoding {
  const encoding = toColorEncoding(colors);
  return encoding.transfer === 'bt1886' ? { ...encoding, transfer: 'srgb' } : encoding;
}

export function isSrgb({ chromaticities: [...values], transfer, isNarrow }: ColorEncoding): boolean {
  return !isNarrow && transfer === 'srgb' && values.every((value, index) => value === srgbPrimaries[index]);
}

export function isHdr({ transfer }: ColorEncoding): boolean {
  return transfer === 'pq' || transfer === 'hlg';
}

/** Real profiles have a few dozen tags. */
const maximumTags = 200;
const headerLength = 128;

/**
 * Reads the colour encoding in the `cicp` tag of an ICC profile: ICC.1:2022, 9.2.17. Returns only PQ and HLG, which
 * the other tags of a profile cannot describe.
 */
export function readProfileEncoding(profile: Buffer): ColorEncoding | undefined {
  if (profile.length < headerLength + 4) return undefined;
  const count = Math.min(profile.readUInt32BE(headerLength), maximumTags);
  for (let at = headerLength + 4; at + 12 <= profile.length && at < headerLength + 4 + 12 * count; at += 12) {
    if (profile.toString('latin1', at, at + 4) !== 'cicp') continue;
    const start = profile.readUInt32BE(at + 4);
    if (start + 12 > profile.length) return undefined;
    const [primaries = 0, transfer = 0] = profile.subarray(start + 8, start + 10);
    const encoding = toColorEncoding({ primaries, transfer });
    return isHdr(encoding) ? encoding : undefined;
  }
  return undefined;
}
