import {
  maxAnimatedPixels,
  maxFrames,
  maxPictureSide,
  maxPixels,
  maxUploadBytes,
} from '@vitrine/contract/limits.ts';
import type { Metadata } from 'sharp';
import type { RefusedImage } from '../../ports/images.ts';

export type Size = { width: number; height: number };

/** Limits for one original. A file above them is refused as `too-large`. */
export type ImageLimits = {
  /** File size in bytes. */
  bytes: number;
  /** Width × height of a still picture or one frame. Some formats have a lower limit. */
  pixels: number;
  /** Width or height. */
  side: number;
  frames: number;
  /** Width × height × frames of an animated picture. */
  animatedPixels: number;
  /**
   * Wall-clock time for one task; then the worker process is killed. If the machine was busy, the task runs once more
   * with twice the time.
   */
  milliseconds: number;
  /** Resident memory of a worker process; above it the process is killed. */
  memoryBytes: number;
};

export const defaultImageLimits: ImageLimits = {
  bytes: maxUploadBytes,
  pixels: Math.max(...Object.values(maxPixels)),
  side: maxPictureSide,
  frames: maxFrames,
  animatedPixels: maxAnimatedPixels,
  milliseconds: 90_000,
  memoryBytes: 1_000_000_000,
};

/**
 * Returns how many rows at the bottom may be missing: two percent, or one row of blocks and its smoothing if the
 * picture has at least eight rows of blocks.
 */
export function maxMissingRows(height: number): number {
  return Math.max(height / 50, Math.min(24, height / 8));
}

/** Refuses a file for its content: a retry cannot help. */
export class ImageRefusal extends Error {
  readonly reason: RefusedImage['reason'];

  constructor(reason: RefusedImage['reason'], detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.reason = reason;
  }
}

/** Refuses a valid file of an unsupported kind. `kind` names what distinguishes it. */
export function unsupportedKind(format: string, kind?: string, options?: ErrorOptions): ImageRefusal {
  const named = kind ? `${format} (${kind})` : format;
  const detail = `Vitrine does not support this kind of ${named}. Export it as an ordinary JPEG, PNG or WebP.`;
  return new ImageRefusal('unsupported', detail, options);
}

/* Measured memory of an idle worker, and the rows that the processing steps buffer. */
const idleBytes = 130_000_000;
const bufferedRows = 1000;
/* Coefficients per pixel that libjpeg stores, by chroma subsampling. Each takes two bytes. */
const coefficients: Readonly<Record<string, number>> = { '4:2:0': 1.5, '4:2:2': 2, '4:4:4': 3 };
const megabytes = (bytes: number) => Math.ceil(bytes / 1_000_000).toLocaleString('en');

type Header = Pick<
  Metadata,
  'format' | 'width' | 'height' | 'channels' | 'depth' | 'isProgressive' | 'chromaSubsampling'
>;

/**
 * Refuses a picture by its header if decoding needs more memory than a worker may use. Decoders hold a whole
 * interlaced or progressive picture, but only a few rows of any other.
 */
export function checkMemoryNeed(header: Header, { memoryBytes }: Pick<ImageLimits, 'memoryBytes'>): void {
  const need = idleBytes + bufferedRows * header.width * bytesPerPixel(header) + fullPictureBytes(header);
  if (!header.isProgressive || need <= memoryBytes) return;
  const kind = header.format === 'png' ? 'interlaced' : 'progressive';
  throw new ImageRefusal(
    'too-large',
    `The picture is ${kind} and takes about ${megabytes(need)} MB of memory to decode, more than the ` +
      `${megabytes(memoryBytes)} MB that Vitrine allows. Save it without that option, or make it smaller.`,
  );
}

function fullPictureBytes(header: Header): number {
  const pixels = header.width * header.height;
  if (header.format === 'png') return pixels * bytesPerPixel(header);
  if (header.format !== 'jpeg') return 0;
  return pixels * 2 * (coefficients[header.chromaSubsampling ?? ''] ?? header.channels);
}

const bytesPerPixel = ({ channels, depth }: Header) => channels * (depth === 'ushort' ? 2 : 1);
