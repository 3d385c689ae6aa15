import { inflateSync } from 'node:zlib';
import { listPngChunks, type PngChunk, writePngChunk } from '../decode/png-chunks.ts';
import { readOrientation, writeOrientation } from '../metadata/exif.ts';

/** Markers: ITU-T T.81, table B.1. */
const marker = {
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app14: 0xee,
  comment: 0xfe,
} as const;

/**
 * Strips a JPEG file. Keeps segments for decoding and colours. Drops everything after EOI, such as videos and gain
 * maps.
 */
export function stripJpeg(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let orientation: number | undefined;
  let at = 2;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1; // fill bytes: B.1.1.2
    const kind = bytes[at] === 0xff ? bytes[at + 1] : undefined;
    if (kind === undefined || kind === marker.eoi || at + 4 > bytes.length) break;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at, end);
    if (kind === marker.app1 && startsWith(segment, 'Exif\0'))
      orientation ??= readOrientation(segment.subarray(4));
    const kept = keepSegment(kind, segment);
    if (kept) parts.push(kept);
    at = kind === marker.sos ? findNextMarker(bytes, end) : end;
    if (kind === marker.sos) parts.push(bytes.subarray(end, at));
  }
  const [first] = parts;
  if (!first) throw new Error('A JPEG without segments');
  const exif = writeOrientation(orientation ?? 1);
  // JFIF must come first, directly after SOI.
  if (exif) parts.splice(first[1] === marker.app0 ? 1 : 0, 0, wrapExif(exif));
  return [Buffer.from([0xff, marker.soi]), ...parts, Buffer.from([0xff, marker.eoi])];
}

function keepSegment(kind: number, segment: Buffer): Buffer | undefined {
  if (kind === marker.app0) return startsWith(segment, 'JFIF\0') ? dropThumbnail(segment) : undefined;
  if (kind === marker.app2) return startsWith(segment, 'ICC_PROFILE\0') ? segment : undefined;
  if (kind === marker.app14) return startsWith(segment, 'Adobe') ? segment : undefined; // declares the colour transform
  const isApplication = kind >= marker.app0 && kind <= 0xef;
  return isApplication || kind === marker.comment ? undefined : segment;
}

function startsWith(segment: Buffer, name: string): boolean {
  return segment.toString('latin1', 4, 4 + name.length) === name;
}

/** Drops the thumbnail of JFIF 1.02: marker, length 16, name, version, density, then a thumbnail size of zero. */
function dropThumbnail(segment: Buffer): Buffer {
  const plain = Buffer.alloc(18);
  segment.copy(plain, 0, 0, 16);
  plain.writeUInt16BE(16, 2);
  return plain;
}

/** Skips coded data: 0xFF followed by 0 is data, 0xFFD0 to 0xFFD7 are restart markers. */
function findNextMarker(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

function wrapExif(block: Buffer): Buffer {
  const head = Buffer.from([0xff, marker.app1, 0, 0]);
  head.writeUInt16BE(2 + 6 + block.length, 2);
  return Buffer.concat([head, Buffer.from('Exif\0\0', 'latin1'), block]);
}

/** Optional chunks for decoding, colours, print size and animation: PNG third edition, 11.3. */
const keptPngChunks = new Set(
  'tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT'.split(' '),
);

export function stripPng(bytes: Buffer): Buffer[] {
  const chunks = [...listPngChunks(bytes)];
  // Viewers ignore an orientation after the pixels, but would apply it before them.
  const pixelsAt = chunks.findIndex(({ type }) => type === 'IDAT');
  const exif = chunks.slice(0, Math.max(0, pixelsAt)).find(({ type }) => type === 'eXIf');
  const orientation = writeOrientation(exif ? readOrientation(exif.data) : 1);
  const kept = chunks.filter(
    (chunk) => isCritical(chunk.type) || (keptPngChunks.has(chunk.type) && !isBomb(chunk)),
  );
  const parts = kept.map((chunk) => chunk.bytes);
  // Place eXIf after IHDR, which comes first, and before the pixels.
  if (orientation) parts.splice(1, 0, writePngChunk('eXIf', orientation));
  return [bytes.subarray(0, 8), ...parts];
}

/** Returns true for a critical chunk, which has a capital first letter: PNG third edition, 5.4. */
function isCritical(type: string): boolean {
  return /^[A-Z]/.test(type);
}

const maximumProfile = 8_000_000;

/**
 * Returns true for a profile that decompresses to more than any real one. Decoders ignore it; visitors do not receive
 * it.
 */
function isBomb({ type, data }: PngChunk): boolean {
  if (type !== 'iCCP') return false;
  try {
    inflateSync(data.subarray(data.indexOf(0) + 2), { maxOutputLength: maximumProfile });
    return false;
  } catch {
    return true;
  }
}

const trailer = 0x3b;
const extension = 0x21;
const graphicControl = 0xf9;
const application = 0xff;
/** Extensions for the repeat count and the colour profile. */
const keptApplications = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012']);

/**
 * Strips a GIF file. Keeps frames, timing and repetition: GIF89a, sections 17 to 27. Drops everything after the
 * trailer.
 */
export function stripGif(bytes: Buffer): Buffer[] {
  const start = 13 + colorTableLength(bytes[10] ?? 0);
  const parts = [bytes.subarray(0, start)];
  for (let at = start; at < bytes.length && bytes[at] !== trailer; ) {
    const isExtension = bytes[at] === extension;
    if (!isExtension && bytes[at] !== 0x2c) break;
    const dataAt = isExtension ? at + 2 : at + 11 + colorTableLength(bytes[at + 9] ?? 0);
    const end = skipSubBlocks(bytes, dataAt);
    if (!isExtension || isKeptExtension(bytes, at)) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return [...parts, Buffer.from([trailer])];
}

/** Returns the length of a colour table: GIF89a, sections 18 and 20. */
function colorTableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/**
 * Skips sub-blocks: a length byte and as many bytes each, ended by an empty one. Those of an image follow its code
 * size.
 */
function skipSubBlocks(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return Math.min(at + 1, bytes.length);
}

function isKeptExtension(bytes: Buffer, at: number): boolean {
  if (bytes[at + 1] === graphicControl) return true;
  return bytes[at + 1] === application && keptApplications.has(bytes.toString('latin1', at + 3, at + 14));
}

const keptWebpChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Flags of VP8X: RFC 9649, 2.7. */
const exifFlag = 0x08;
const xmpFlag = 0x04;

/** Strips a WebP file. Drops everything after the end of the RIFF container. */
export function stripWebp(bytes: Buffer): Buffer[] {
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  const parts: Buffer[] = [];
  let exif: Buffer | undefined;
  for (let at = 12; at + 8 <= end; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const next = at + 8 + length + (length % 2);
    if (keptWebpChunks.has(type)) parts.push(Buffer.from(bytes.subarray(at, Math.min(next, end))));
    if (type === 'EXIF') exif ??= writeOrientation(readOrientation(bytes.subarray(at + 8, at + 8 + length)));
    at = next;
  }
  const [first] = parts;
  const isExtended = first?.toString('latin1', 0, 4) === 'VP8X';
  if (first && isExtended) first[8] = ((first[8] ?? 0) & ~(exifFlag | xmpFlag)) | (exif ? exifFlag : 0);
  if (exif && isExtended) parts.push(wrapExifChunk(exif));
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(4 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return [head, ...parts];
}

function wrapExifChunk(block: Buffer): Buffer {
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
  head.writeUInt32LE(block.length, 4);
  return Buffer.concat([head, block]); // the length is even, so no padding
}
