import { type CodedColors, type ColorEncoding, toStillEncoding } from './color-encoding.ts';
import type { Size } from './fit-size.ts';
import type { HeifFile, HeifItem, HeifProperty } from './heif-file.ts';
import { readAv1Colors } from './read-av1-colors.ts';
import type { MetadataBlocks } from './read-metadata.ts';

export function readHeifBlocks(bytes: Buffer, file: HeifFile): MetadataBlocks {
  const items = [...file.items.values()];
  const exif = readItem(
    bytes,
    items.find((item) => item.type === 'Exif'),
  );
  const xmp = items.find((item) => item.type === 'mime' && item.contentType === 'application/rdf+xml');
  // ISO/IEC 23008-12 annex A: the block begins after a 32-bit distance.
  const exifStart = exif && exif.length > 4 ? 4 + exif.readUInt32BE(0) : 0;
  return { exif: exif?.subarray(exifStart), xmp: readItem(bytes, xmp) };
}

export function readIccProfile(file: HeifFile): Buffer | undefined {
  const profile = findColors(file, ['prof', 'rICC']);
  return profile?.subarray(4);
}

/** How the colours of the primary picture are encoded, where no profile takes precedence. */
export function readHeifEncoding(bytes: Buffer, file: HeifFile): ColorEncoding | undefined {
  if (readIccProfile(file)) return undefined;
  const colors = readBoxColors(file) ?? readPictureColors(bytes, file);
  return colors && toStillEncoding({ ...colors, peak: readPeak(file) });
}

function readBoxColors(file: HeifFile): CodedColors | undefined {
  const colors = findColors(file, ['nclx']);
  if (!colors || colors.length < 8) return undefined;
  return { primaries: colors.readUInt16BE(4), transfer: colors.readUInt16BE(6) };
}

function readPictureColors(bytes: Buffer, file: HeifFile): CodedColors | undefined {
  const coded = listSources(file).find((item) => item.type === 'av01');
  const data = readItem(bytes, coded);
  return data && readAv1Colors(data);
}

/** ISO/IEC 14496-12 12.1.6 and 12.1.7: the brightest pixel, else the brightest that the author's screen could show. */
function readPeak(file: HeifFile): number | undefined {
  const properties = listColorProperties(file);
  const find = (type: string, length: number) =>
    properties.find((property) => property.type === type && property.payload.length >= length)?.payload;
  const content = find('clli', 4)?.readUInt16BE(0);
  const mastering = find('mdcv', 24)?.readUInt32BE(16);
  return content || (mastering && mastering / 10_000) || undefined;
}

/** As stored; the largest that any part of the file claims. */
export function readClaimedSize(file: HeifFile): Size {
  const sizes = [...file.items.values()].flatMap((item) =>
    item.properties.filter(({ type }) => type === 'ispe'),
  );
  const claims = sizes.filter(({ payload }) => payload.length >= 12).map(({ payload }) => payload);
  return {
    width: Math.max(0, ...claims.map((payload) => payload.readUInt32BE(4))),
    height: Math.max(0, ...claims.map((payload) => payload.readUInt32BE(8))),
  };
}

/** Whether every byte of the primary picture, or of the tiles it is put together from, is there. libheif leaves gaps grey. */
export function isComplete(bytes: Buffer, file: HeifFile): boolean {
  const tiles = file.references.filter(({ type, from }) => type === 'dimg' && from === file.primaryId);
  const ids = [file.primaryId, ...tiles.flatMap(({ to }) => to)];
  return ids.every((id) => {
    const { type, ranges } = file.items.get(id) ?? { type: '', ranges: [] };
    // An identity derivation has no data of its own.
    return (ranges.length > 0 || type === 'iden') && ranges.every((range) => range.end <= bytes.length);
  });
}

function findColors(file: HeifFile, kinds: string[]): Buffer | undefined {
  const isWanted = (payload: Buffer) => kinds.includes(payload.toString('latin1', 0, 4));
  const colors = listColorProperties(file).filter(({ type }) => type === 'colr');
  return colors.find(({ payload }) => isWanted(payload))?.payload;
}

function listColorProperties(file: HeifFile): HeifProperty[] {
  return listSources(file).flatMap((item) => item.properties);
}

/** The primary picture, and its first tile: files name colours at either. */
function listSources(file: HeifFile): HeifItem[] {
  const primary = file.items.get(file.primaryId);
  const tile = file.references.find(({ type, from }) => type === 'dimg' && from === file.primaryId)?.to[0];
  return [primary, file.items.get(tile ?? -1)].filter((item) => item !== undefined);
}

function readItem(bytes: Buffer, item: HeifItem | undefined): Buffer | undefined {
  if (!item || item.ranges.length === 0) return undefined;
  const pieces = item.ranges.map(({ start, end }) => bytes.subarray(start, end));
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  // Each of thousands may claim the whole file.
  return length <= bytes.length ? Buffer.concat(pieces) : undefined;
}
