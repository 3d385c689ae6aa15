import type { Metadata } from 'sharp';
import type { ImageLimits } from './image-limits.ts';
import { ImageRefusal } from './image-refusal.ts';

/* Measured: what a child holds before it decodes anything, and the rows that the steps of drawing hold back. */
const atRest = 130_000_000;
const heldRows = 1000;
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
  const need = atRest + heldRows * header.width * bytesOfPixel(header) + bytesHeldWhole(header);
  if (!header.isProgressive || need <= memoryBytes) return;
  const kind = header.format === 'png' ? 'interlaced' : 'progressive';
  throw new ImageRefusal(
    'too-large',
    `The picture is ${kind} and takes about ${megabytes(need)} MB of memory to decode, more than the ` +
      `${megabytes(memoryBytes)} MB that Vitrine allows. Save it without that option, or make it smaller.`,
  );
}

function bytesHeldWhole(header: Header): number {
  const pixels = header.width * header.height;
  if (header.format === 'png') return pixels * bytesOfPixel(header);
  if (header.format !== 'jpeg') return 0;
  return pixels * 2 * (coefficients[header.chromaSubsampling ?? ''] ?? header.channels);
}

const bytesOfPixel = ({ channels, depth }: Header) => channels * (depth === 'ushort' ? 2 : 1);
