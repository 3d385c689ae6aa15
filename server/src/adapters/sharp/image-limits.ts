import {
  maxAnimatedPixels,
  maxFrames,
  maxPictureSide,
  maxPixels,
  maxUploadBytes,
} from '@vitrine/contract/limits.ts';
import type { Metadata } from 'sharp';
import type { RefusedImage } from '../../ports/images.ts';

/** The file itself is at fault: trying again cannot help. */
export class ImageRefusal extends Error {
  readonly reason: RefusedImage['reason'];

  constructor(reason: RefusedImage['reason'], detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.reason = reason;
  }
}

/** A sound file, of a kind that cannot be drawn. `kind` names what sets it apart. */
export function unsupportedKind(format: string, kind?: string, options?: ErrorOptions): ImageRefusal {
  const named = kind ? `${format} (${kind})` : format;
  const detail = `Vitrine does not support this kind of ${named}. Export it as an ordinary JPEG, PNG or WebP.`;
  return new ImageRefusal('unsupported', detail, options);
}

/* Measured: what a child holds before it decodes anything, and the rows that the steps of drawing hold back. */
const idleBytes = 130_000_000;
const bufferedRows = 1000;
/* Coefficients that libjpeg keeps of each pixel, by how colours are stored; each takes two bytes. */
const coefficients: Readonly<Record<string, number>> = { '4:2:0': 1.5, '4:2:2': 2, '4:4:4': 3 };
const megabytes = (bytes: number) => Math.ceil(bytes / 1_000_000).toLocaleString('en');

type Header = Pick<
  Metadata,
  'format' | 'width' | 'height' | 'channels' | 'depth' | 'isProgressive' | 'chromaSubsampling'
>;

/**
 * Refuses a picture by its header where its decoder would have to hold more than a child may have. Decoders hold all of an
 * interlaced picture, and a few rows of any other.
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

export type Size = { width: number; height: number };

/** What one original may cost. Beyond it the file is refused as `too-large`. */
export type ImageLimits = {
  /** Size of the file. */
  bytes: number;
  /** Width × height of a still picture, or of one frame. The kind of picture may lower it. */
  pixels: number;
  /** Width or height alone. */
  side: number;
  frames: number;
  /** Width × height × frames of an animated picture. */
  animatedPixels: number;
  /**
   * Wall clock of one task, after which the child process is killed. A picture that breaks it because the machine was busy is
   * tried once more with twice as much.
   */
  milliseconds: number;
  /** Resident memory of one child process, beyond which it is killed. */
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
 * How many rows may be missing at the foot of a picture that is taken all the same: two in a hundred; or a row of blocks and
 * what is smoothed with it, if the picture has eight of them.
 */
export function maxMissingRows(height: number): number {
  return Math.max(height / 50, Math.min(24, height / 8));
}
