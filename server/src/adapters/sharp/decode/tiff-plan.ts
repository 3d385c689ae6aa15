import { photometrics, sampleFormats, type TiffKind } from './tiff-kind.ts';

/** Vitrine converts the samples itself. */
export type SamplePlan = {
  by: 'samples';
  /** Colour samples per pixel after libvips has read them. */
  colors: 1 | 3;
  /** Index of the alpha sample. */
  alpha: number | undefined;
  /** True if libvips converts the colours of a palette or of CMYK. */
  areConverted: boolean;
  /** True if libvips may downscale: samples can be averaged and all of them are colours. */
  canShrink: boolean;
};
export type TiffPlan = SamplePlan | { by: 'libvips' } | { by: 'nothing' };

const nothing: TiffPlan = { by: 'nothing' };
const libvips: TiffPlan = { by: 'libvips' };

/** Colour samples per pixel by photometric interpretation. libvips expands a palette to three. */
const colorCounts = new Map([
  [photometrics.whiteIsZero, 1],
  [photometrics.blackIsZero, 1],
  [photometrics.rgb, 3],
  [photometrics.palette, 1],
  [photometrics.cmyk, 4],
  [photometrics.yCbCr, 3],
  [photometrics.lab, 3],
  [photometrics.iccLab, 3],
]);
/** ExtraSamples values for associated and unassociated alpha. */
const alphaKinds = [1, 2];
const jpeg = 7;
/** libvips's build of libtiff cannot decode it and sometimes returns an empty picture without an error. */
const oldJpeg = 6;

export function planTiff(kind: TiffKind): TiffPlan {
  const { photometric, samples, bits, compression } = kind;
  const colors = colorCounts.get(photometric);
  if (colors === undefined || samples < colors || !isKnownDepth(kind) || compression === oldJpeg)
    return nothing;
  const extras = samples - colors;
  const hasAlpha = extras > 0 && alphaKinds.includes(kind.extras[0] ?? (extras === 1 ? 2 : 0));
  const isLab = photometric === photometrics.lab || photometric === photometrics.iccLab;
  if (isLab) return bits > 16 || bits < 8 ? nothing : planSamples(3, { alpha: hasAlpha ? 3 : undefined });
  if (photometric === photometrics.yCbCr) {
    if (compression === jpeg) return libvips;
    const isWhole = kind.subsampling.every((step) => step === 1);
    if (!isWhole) return kind.isPlanar ? nothing : libvips;
    return bits === 8 && extras === 0 ? planSamples(3, { canShrink: true }) : nothing;
  }
  const isWide = bits === 32 || kind.sampleFormat === sampleFormats.float;
  if (extras === 0 || (extras === 1 && hasAlpha)) {
    if (!isWide) return libvips;
    if (extras === 0) return colors === 4 ? nothing : planSamples(colors === 3 ? 3 : 1, { canShrink: true });
  }
  return dropExtras(kind, colors, hasAlpha, isWide);
}

/** Drops extra channels (saved selections, depth, spot colours), which are not visible. */
function dropExtras(kind: TiffKind, colors: number, hasAlpha: boolean, isWide: boolean): TiffPlan {
  const { photometric } = kind;
  if (photometric === photometrics.rgb) return planSamples(3, { alpha: hasAlpha ? 3 : undefined });
  // libvips drops the extra channels of grey, and it confuses more than two planes.
  if (colors === 1 && photometric !== photometrics.palette) {
    const isMixedUp = kind.isPlanar && kind.samples > 2;
    return hasAlpha || isMixedUp ? nothing : planSamples(1, {});
  }
  return isWide ? nothing : planSamples(3, { alpha: hasAlpha ? 3 : undefined, areConverted: true });
}

function planSamples(
  colors: 1 | 3,
  {
    alpha,
    areConverted = false,
    canShrink = false,
  }: { alpha?: number | undefined; areConverted?: boolean; canShrink?: boolean },
): TiffPlan {
  return { by: 'samples', colors, alpha, areConverted, canShrink };
}

function isKnownDepth({ sampleFormat, bits, photometric, isPlanar }: TiffKind): boolean {
  // libvips misreads half floats in grey and in planar files.
  const isHalf = bits === 16 && photometric === photometrics.rgb && !isPlanar;
  if (sampleFormat === sampleFormats.float) return isHalf || bits === 32;
  // Wider signed samples are measurements without a known white.
  if (sampleFormat === sampleFormats.signed) return bits === 8;
  const isUnsigned = sampleFormat === sampleFormats.unsigned || sampleFormat === sampleFormats.undefined;
  return isUnsigned && bits > 0 && bits <= 32;
}
