import type { Size } from './fit-size.ts';
import type { HeifFile, HeifItem } from './heif-file.ts';
import type { MetadataBlocks } from './read-metadata.ts';

/** Coded colours as ITU-T H.273 numbers them. */
export type CodedColors = { primaries: number; transfer: number };

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

export function readCodedColors(file: HeifFile): CodedColors | undefined {
  const colors = findColors(file, ['nclx']);
  if (!colors || colors.length < 8) return undefined;
  return { primaries: colors.readUInt16BE(4), transfer: colors.readUInt16BE(6) };
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
  const primary = file.items.get(file.primaryId);
  const tile = file.references.find(({ type, from }) => type === 'dimg' && from === file.primaryId)?.to[0];
  const candidates = [primary, file.items.get(tile ?? -1)].flatMap((item) => item?.properties ?? []);
  const isWanted = (payload: Buffer) => kinds.includes(payload.toString('latin1', 0, 4));
  return candidates.find(({ type, payload }) => type === 'colr' && isWanted(payload))?.payload;
}

function readItem(bytes: Buffer, item: HeifItem | undefined): Buffer | undefined {
  if (!item || item.ranges.length === 0) return undefined;
  const pieces = item.ranges.map(({ start, end }) => bytes.subarray(start, end));
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  // Each of thousands may claim the whole file.
  return length <= bytes.length ? Buffer.concat(pieces) : undefined;
}
