import { inflateSync } from 'node:zlib';
import { readOrientation, writeOrientation } from './orientation-exif.ts';
import { listPngChunks, type PngChunk, writePngChunk } from './png-chunks.ts';

/** The optional chunks that decoding, colours, size on paper and animation need: PNG third edition, 11.3. */
const keptTypes = new Set('tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT'.split(' '));

export function stripPng(bytes: Buffer): Buffer[] {
  const chunks = [...listPngChunks(bytes)];
  // Behind the pixels, viewers do not heed an orientation; in front of them they would.
  const pixelsAt = chunks.findIndex(({ type }) => type === 'IDAT');
  const exif = chunks.slice(0, Math.max(0, pixelsAt)).find(({ type }) => type === 'eXIf');
  const orientation = writeOrientation(exif ? readOrientation(exif.data) : 1);
  const kept = chunks.filter(
    (chunk) => isCritical(chunk.type) || (keptTypes.has(chunk.type) && !isBomb(chunk)),
  );
  const pieces = kept.map((chunk) => chunk.bytes);
  // After IHDR, which is first: eXIf belongs before the pixels.
  if (orientation) pieces.splice(1, 0, writePngChunk('eXIf', orientation));
  return [bytes.subarray(0, 8), ...pieces];
}

/** A capital first letter: no decoder may pass it over, 5.4. */
function isCritical(type: string): boolean {
  return /^[A-Z]/.test(type);
}

const maximumProfile = 8_000_000;

/** A profile that unpacks to more than any real one: decoders ignore it, and visitors are not to be sent it. */
function isBomb({ type, data }: PngChunk): boolean {
  if (type !== 'iCCP') return false;
  try {
    inflateSync(data.subarray(data.indexOf(0) + 2), { maxOutputLength: maximumProfile });
    return false;
  } catch {
    return true;
  }
}
