/** Profiles have some dozens of tags. */
const maximumTags = 200;
const headerLength = 128;

/**
 * Colours given by number inside an ICC profile: the tag `cicp` of ICC.1:2022, 9.2.17. It counts for PQ and HLG alone:
 * the other tags cannot say what these mean.
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

/** x and y of red, green, blue and white in the CIE 1931 diagram. */
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

/** How the numbers of a picture stand for light, where it is told without an ICC profile. */
export type ColorEncoding = {
  chromaticities: Chromaticities;
  transfer: Transfer;
  /** The brightest light of an HDR picture in candela per square metre. */
  peak?: number | undefined;
  /** Black and white lie inside the range of codes, at 16 and 235 of 8 bits. */
  isNarrow?: boolean;
};

/** Colours as ITU-T H.273 numbers them. */
export type CodedColors = { primaries: number; transfer: number; peak?: number | undefined };

const d65 = [0.3127, 0.329] as const;
const illuminantC = [0.31, 0.316] as const;
const dciWhite = [0.314, 0.351] as const;

const srgbPrimaries: Chromaticities = [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, ...d65];
const p3Primaries = [0.68, 0.32, 0.265, 0.69, 0.15, 0.06] as const;
const ntscPrimaries: Chromaticities = [0.63, 0.34, 0.31, 0.595, 0.155, 0.07, ...d65];
export const bt2020Primaries: Chromaticities = [0.708, 0.292, 0.17, 0.797, 0.131, 0.046, ...d65];

/** ITU-T H.273 table 2. */
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

/** ITU-T H.273 table 3. Television curves stand for the screens that they are made for. Browsers take the rest for sRGB. */
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
/** SMPTE EG 432-1 with the curve of sRGB, as phones write it. */
export const displayP3: ColorEncoding = { chromaticities: [...p3Primaries, ...d65], transfer: 'srgb' };

/** Unknown and unspecified numbers mean sRGB. */
export function toColorEncoding({ primaries, transfer, peak }: CodedColors): ColorEncoding {
  return {
    chromaticities: chromaticities[primaries] ?? srgbPrimaries,
    transfer: transfers[transfer] ?? 'srgb',
    peak,
  };
}

/**
 * The same for AVIF and HEIC. Cameras and encoders name the curve of BT.709 for pictures that are made for the curve of
 * sRGB, and browsers draw both alike.
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
