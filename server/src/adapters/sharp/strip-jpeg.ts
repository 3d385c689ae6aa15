import { readOrientation, writeOrientation } from './orientation-exif.ts';

/** Markers of ITU-T T.81 table B.1. */
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

/** Keeps what decoding and colours need. Ends at EOI: films, gain maps and anything else behind it stay behind. */
export function stripJpeg(bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  let orientation: number | undefined;
  let at = 2;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1; // fill bytes, B.1.1.2
    const kind = bytes[at] === 0xff ? bytes[at + 1] : undefined;
    if (kind === undefined || kind === marker.eoi || at + 4 > bytes.length) break;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at, end);
    if (kind === marker.app1 && startsWith(segment, 'Exif\0'))
      orientation ??= readOrientation(segment.subarray(4));
    const kept = keepSegment(kind, segment);
    if (kept) pieces.push(kept);
    at = kind === marker.sos ? findNextMarker(bytes, end) : end;
    if (kind === marker.sos) pieces.push(bytes.subarray(end, at));
  }
  const [first] = pieces;
  if (!first) throw new Error('A JPEG without segments');
  const exif = writeOrientation(orientation ?? 1);
  // JFIF has to come first, right after SOI.
  if (exif) pieces.splice(first[1] === marker.app0 ? 1 : 0, 0, wrapExif(exif));
  return [Buffer.from([0xff, marker.soi]), ...pieces, Buffer.from([0xff, marker.eoi])];
}

function keepSegment(kind: number, segment: Buffer): Buffer | undefined {
  if (kind === marker.app0) return startsWith(segment, 'JFIF\0') ? dropThumbnail(segment) : undefined;
  if (kind === marker.app2) return startsWith(segment, 'ICC_PROFILE\0') ? segment : undefined;
  if (kind === marker.app14) return startsWith(segment, 'Adobe') ? segment : undefined; // says how colours are coded
  const isApplication = kind >= marker.app0 && kind <= 0xef;
  return isApplication || kind === marker.comment ? undefined : segment;
}

function startsWith(segment: Buffer, name: string): boolean {
  return segment.toString('latin1', 4, 4 + name.length) === name;
}

/** JFIF 1.02: marker, length 16, name, version, density, then the size of a thumbnail: here none. */
function dropThumbnail(segment: Buffer): Buffer {
  const plain = Buffer.alloc(18);
  segment.copy(plain, 0, 0, 16);
  plain.writeUInt16BE(16, 2);
  return plain;
}

/** Past the coded data: 0xFF followed by 0 is data, 0xFFD0 to 0xFFD7 are restarts within it. */
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
