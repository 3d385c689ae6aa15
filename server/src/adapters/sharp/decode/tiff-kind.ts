import type { TiffDirectory, TiffField, TiffReader } from './tiff-directory.ts';

/** Describes the samples of a TIFF: TIFF 6.0, sections 8, 18, 19 and 21. */
export type TiffKind = {
  photometric: number;
  compression: number;
  /** Bits per sample; 0 if they differ. */
  bits: number;
  sampleFormat: number;
  samples: number;
  extras: number[];
  isPlanar: boolean;
  subsampling: [across: number, down: number];
  yCbCr: { luma: number[]; range: number[] };
  /** Offsets of the two-byte values in the file. */
  offsets: { photometric: number[]; sampleFormat: number[] };
};

export const photometrics = {
  whiteIsZero: 0,
  blackIsZero: 1,
  rgb: 2,
  palette: 3,
  cmyk: 5,
  yCbCr: 6,
  lab: 8,
  iccLab: 9,
};
export const sampleFormats = { unsigned: 1, signed: 2, float: 3, undefined: 4 };

const tags = {
  bits: 258,
  compression: 259,
  photometric: 262,
  samples: 277,
  planes: 284,
  extras: 338,
  sampleFormat: 339,
  lumaWeights: 529,
  subsampling: 530,
  referenceRange: 532,
};

/** Limits the samples per pixel. Real pictures have a handful. */
const maximumSamples = 64;

export function readTiffKind(reader: TiffReader, { fields }: TiffDirectory): TiffKind {
  const read = (tag: number) => reader.readNumbers(fields.get(tag));
  const [photometric = -1] = read(tags.photometric);
  const [compression = 1] = read(tags.compression);
  const [samples = 1] = read(tags.samples);
  const [planes = 1] = read(tags.planes);
  const [across = 2, down = 2] = read(tags.subsampling);
  return {
    photometric,
    compression,
    samples,
    bits: readSame(read(tags.bits), 1),
    sampleFormat: readSame(read(tags.sampleFormat), sampleFormats.unsigned),
    extras: read(tags.extras),
    isPlanar: planes === 2,
    subsampling: [across, down],
    yCbCr: {
      luma: readRow(reader.readRationals(fields.get(tags.lumaWeights)), [0.299, 0.587, 0.114]),
      range: readRow(reader.readRationals(fields.get(tags.referenceRange)), [0, 255, 128, 255, 128, 255]),
    },
    offsets: {
      photometric: listOffsets(fields.get(tags.photometric)),
      sampleFormat: listOffsets(fields.get(tags.sampleFormat)),
    },
  };
}

function listOffsets(field: TiffField | undefined): number[] {
  const count = field?.type === 3 ? Math.min(field.count, maximumSamples) : 0;
  return Array.from({ length: count }, (_, index) => (field?.valueAt ?? 0) + 2 * index);
}

/** Returns the fallback if values are missing or invalid. */
function readRow(values: number[], fallback: number[]): number[] {
  return values.length === fallback.length && values.every(Number.isFinite) ? values : fallback;
}

/** Returns the value that all samples share; 0 if they differ. */
function readSame(values: number[], fallback: number): number {
  const [first = fallback] = values;
  return values.every((value) => value === first) ? first : 0;
}

const colorNames: Record<number, string> = {
  0: 'grey',
  1: 'grey',
  2: 'RGB',
  3: 'palette',
  4: 'mask',
  5: 'CMYK',
  6: 'YCbCr',
  8: 'CIELAB',
  9: 'ICC LAB',
  10: 'ITU LAB',
  32844: 'LogL',
  32845: 'LogLuv',
};
const formatNames: Record<number, string> = {
  2: 'signed',
  3: 'floating-point',
  5: 'complex integer',
  6: 'complex floating-point',
};
const compressionNames: Record<number, string> = {
  6: 'old-style JPEG',
  7: 'JPEG',
  34661: 'JBIG',
  34676: 'LogLuv',
  34677: 'LogLuv',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34925: 'LZMA',
  50000: 'Zstandard',
  50001: 'WebP',
  50002: 'JPEG XL',
};

/** Names the kind of TIFF for a message that Vitrine does not support it. */
export function describeTiffKind(kind: TiffKind): string {
  const { bits, sampleFormat, photometric, samples, compression, isPlanar } = kind;
  const depth = bits ? `${bits}-bit` : 'mixed bit depths,';
  const colors = colorNames[photometric] ?? 'samples of unknown colours';
  const compressed = compressionNames[compression];
  return [
    [depth, formatNames[sampleFormat], colors].filter(Boolean).join(' '),
    `${samples} ${samples === 1 ? 'channel' : 'channels'}${isPlanar ? ' in planes' : ''}`,
    ...(compressed ? [`${compressed} compression`] : []),
  ].join(', ');
}
