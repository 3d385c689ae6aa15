import {
  type ByteRange,
  type HeifFile,
  type HeifItem,
  listBoxes,
  readHeifFile,
} from '../decode/heif-file.ts';
import { openTiff, type TiffDirectory, type TiffField, type TiffReader } from '../decode/tiff-directory.ts';

/**
 * Tags for decoding, colours, orientation and print size: TIFF 6.0, its technical notes 1 and 2, and the ICC profile.
 */
const keptTags = new Set([
  254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284,
  290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 332, 334, 336, 338, 339,
  340, 341, 342, 347, 529, 530, 531, 532, 34675,
]);
const compressionTag = 259;
const subfileTypeTag = 254;
/** Offsets and lengths of pixel data, in strips or in tiles. */
const pixelTags = [
  { offsets: 273, lengths: 279 },
  { offsets: 324, lengths: 325 },
];
const oldJpeg = 6;
const maximumPages = 1000;
/**
 * Limits the strips of all pages: 100 megapixels in tiles of 16 × 16 are 400,000. Pages may share a table, so the file
 * size is no limit.
 */
const maximumStrips = 1_000_000;

/** Copies only known data into an empty file with the same layout, so that no private data remains between. */
export function stripTiff(bytes: Buffer): Buffer[] {
  const reader = openTiff(bytes);
  if (!reader) throw new Error('Not a TIFF');
  const target = Buffer.alloc(bytes.length);
  bytes.copy(target, 0, 0, 8);
  const pages = listPages(reader);
  copyRanges(bytes, target, listRanges(reader, pages));
  for (const [index, page] of pages.entries()) writePage(bytes, target, page, pages[index + 1]?.at ?? 0);
  return [target];
}

/** Lists the full-size pictures. Drops reduced copies, which may show what was cropped away. */
function listPages(reader: TiffReader): TiffDirectory[] {
  const pages: TiffDirectory[] = [];
  const seen = new Set<number>();
  for (let at = reader.firstAt; at !== 0 && !seen.has(at) && seen.size < maximumPages; ) {
    seen.add(at);
    const page = reader.readDirectory(at);
    if (!page) break;
    const [subfileType = 0] = reader.readNumbers(page.fields.get(subfileTypeTag));
    if (pages.length === 0 || !(subfileType & 1)) pages.push(page);
    at = page.nextAt;
  }
  return pages;
}

/** Lists the pixel data and the values outside their fields. */
function listRanges(reader: TiffReader, pages: readonly TiffDirectory[]): ByteRange[] {
  const ranges: ByteRange[] = [];
  let stripsLeft = maximumStrips;
  for (const { fields } of pages) {
    const [compression] = reader.readNumbers(fields.get(compressionTag));
    // Its tables have no lengths and may be anywhere.
    if (compression === oldJpeg) throw new Error('TIFF with JPEG of the old style cannot be stripped');
    for (const { valueAt, valueLength } of listKept(fields))
      if (valueLength > 4) ranges.push({ start: valueAt, end: valueAt + valueLength });
    for (const { offsets, lengths } of pixelTags) {
      const starts = reader.readNumbers(fields.get(offsets), stripsLeft + 1);
      stripsLeft -= starts.length;
      if (stripsLeft < 0) throw new Error('TIFF with too many strips');
      const sizes = reader.readNumbers(fields.get(lengths), starts.length);
      for (const [index, start] of starts.entries()) ranges.push({ start, end: start + (sizes[index] ?? 0) });
    }
  }
  return ranges;
}

function listKept(fields: ReadonlyMap<number, TiffField>): TiffField[] {
  return [...fields.values()].filter(({ tag }) => keptTags.has(tag));
}

function writePage(bytes: Buffer, target: Buffer, page: TiffDirectory, nextAt: number): void {
  const isLittle = bytes[0] === 0x49;
  const write16 = (value: number, at: number) =>
    isLittle ? target.writeUInt16LE(value, at) : target.writeUInt16BE(value, at);
  const write32 = (value: number, at: number) =>
    isLittle ? target.writeUInt32LE(value, at) : target.writeUInt32BE(value, at);
  const fields = listKept(page.fields);
  write16(fields.length, page.at);
  for (const [index, { at }] of fields.entries()) bytes.copy(target, page.at + 2 + 12 * index, at, at + 12);
  const nextField = page.at + 2 + 12 * fields.length;
  if (nextField + 4 <= target.length) write32(nextAt, nextField);
}

const privateItemTypes = new Set(['Exif', 'mime', 'uri ']);
/** Drops other boxes: private boxes of cameras, leftovers, and videos of live photos. */
const keptBoxes = new Set(['ftyp', 'meta', 'mdat']);

/**
 * Overwrites private data with zeros, so that offsets stay valid: private items, thumbnails, unreferenced data and
 * unknown boxes. Orientation stays, because it is a property of the picture (`irot`, `imir`).
 */
export function stripHeif(bytes: Buffer): Buffer[] {
  const file = readHeifFile(bytes);
  if (!file) throw new Error('Not a HEIF file');
  const target = Buffer.from(bytes);
  const items = [...file.items.values()];
  const thumbnails = listThumbnails(file);
  const isPrivate = ({ id, type }: HeifItem) => privateItemTypes.has(type) || thumbnails.has(id);
  const kept = items.filter((item) => !isPrivate(item)).flatMap((item) => item.ranges);
  let end = 0;
  for (const box of listBoxes(bytes, 0, bytes.length)) {
    end = box.end;
    if (!keptBoxes.has(box.type)) target.write('free', box.start + 4, 'latin1');
    if (box.type !== 'ftyp' && box.type !== 'meta') target.fill(0, box.payload, box.end);
    if (box.type === 'meta') blankMeta(target, box.payload + 4, box.end);
  }
  copyRanges(bytes, target, kept);
  for (const item of items.filter(isPrivate)) hideItem(target, item);
  return [target.subarray(0, end)];
}

/** Returns the thumbnails and their tiles. */
function listThumbnails({ references }: HeifFile): Set<number> {
  const thumbnails = new Set(references.filter(({ type }) => type === 'thmb').map(({ from }) => from));
  const tiles = references.filter(({ type, from }) => type === 'dimg' && thumbnails.has(from));
  return new Set([...thumbnails, ...tiles.flatMap(({ to }) => to)]);
}

/** Clears data within `meta` and user descriptions (`udes`) among the properties. */
function blankMeta(target: Buffer, start: number, end: number): void {
  for (const box of listBoxes(target, start, end)) {
    if (box.type === 'idat') target.fill(0, box.payload, box.end);
    if (box.type === 'udes') target.fill(0, box.payload + 4, box.end);
    if (box.type === 'iprp' || box.type === 'ipco') blankMeta(target, box.payload, box.end);
  }
}

/** Changes the item's type: readers may reject an Exif item of zeros, but they skip unknown types. */
function hideItem(target: Buffer, item: HeifItem): void {
  if (item.type === 'Exif' || item.type === 'mime') target.write('none', item.typeAt, 'latin1');
}

/**
 * Copies ranges to the same offsets of a buffer of equal length, each byte once: pictures may share data, and
 * thousands of ranges may each span the file. Skips what exceeds the file.
 */
export function copyRanges(source: Buffer, target: Buffer, ranges: readonly ByteRange[]): void {
  let done = 0;
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
    const from = Math.max(start, done);
    const to = Math.min(end, source.length);
    if (from >= to) continue;
    source.copy(target, from, from, to);
    done = to;
  }
}
