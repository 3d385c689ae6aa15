import type { Size } from '../image-limits.ts';

/** A byte range, `end` excluded. It may exceed the end of a truncated file. */
export type ByteRange = { start: number; end: number };

export type HeifItem = {
  id: number;
  type: string;
  /** Offset of the type in the file. */
  typeAt: number;
  contentType: string;
  ranges: ByteRange[];
  properties: HeifProperty[];
};
export type HeifProperty = { type: string; payload: Buffer };
export type HeifReference = { type: string; from: number; to: number[] };

export type HeifFile = {
  primaryId: number;
  items: Map<number, HeifItem>;
  references: HeifReference[];
};

type Box = { type: string; start: number; payload: number; end: number };

const maximumItems = 10_000;
const maximumRanges = 100_000;

/**
 * Reads the items of a HEIF or AVIF file and their byte ranges: ISO/IEC 14496-12, 8.11 (`meta`); 23008-12, 9.3
 * (`iprp`).
 */
export function readHeifFile(bytes: Buffer): HeifFile | undefined {
  try {
    return readMeta(bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // a box exceeds the file
    throw error;
  }
}

/** Lists sibling boxes. Size 1 announces a 64-bit size; size 0 means "to the end". */
export function* listBoxes(bytes: Buffer, start: number, end: number): Generator<Box> {
  for (let at = start; at + 8 <= end; ) {
    const size = bytes.readUInt32BE(at);
    const payload = size === 1 ? at + 16 : at + 8;
    const length = size === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : size === 0 ? end - at : size;
    if (at + length < payload) return;
    yield {
      type: bytes.toString('latin1', at + 4, at + 8),
      start: at,
      payload,
      end: Math.min(at + length, end),
    };
    at += length;
  }
}

function readMeta(bytes: Buffer): HeifFile | undefined {
  const meta = [...listBoxes(bytes, 0, bytes.length)].find((box) => box.type === 'meta');
  if (!meta) return undefined;
  const boxes = new Map([...listBoxes(bytes, meta.payload + 4, meta.end)].map((box) => [box.type, box]));
  const open = (type: string) => {
    const box = boxes.get(type);
    return box ? createCursor(bytes, box.payload, box.end) : undefined;
  };
  const pitm = open('pitm');
  const primaryId = pitm ? pitm.read(pitm.readVersion() === 0 ? 2 : 4) : 0;
  const items = readItemInfos(bytes, boxes.get('iinf'));
  readLocations(open('iloc'), boxes.get('idat')?.payload ?? 0, items);
  readProperties(bytes, boxes.get('iprp'), items);
  return { primaryId, items, references: readReferences(bytes, boxes.get('iref')) };
}

function readItemInfos(bytes: Buffer, iinf: Box | undefined): Map<number, HeifItem> {
  const items = new Map<number, HeifItem>();
  if (!iinf) return items;
  const cursor = createCursor(bytes, iinf.payload, iinf.end);
  cursor.read(cursor.readVersion() === 0 ? 2 : 4);
  for (const box of listBoxes(bytes, cursor.at(), iinf.end)) {
    if (box.type !== 'infe' || items.size >= maximumItems) continue;
    const entry = createCursor(bytes, box.payload, box.end);
    const version = entry.readVersion();
    if (version < 2) continue;
    const id = entry.read(version === 2 ? 2 : 4);
    entry.read(2);
    const typeAt = entry.at();
    const type = bytes.toString('latin1', typeAt, typeAt + 4);
    // The item's name follows the type, then, for `mime`, the content type. Both are null-terminated.
    const [, contentType = ''] = bytes.toString('latin1', typeAt + 4, box.end).split('\0');
    items.set(id, { id, type, typeAt, contentType, ranges: [], properties: [] });
  }
  return items;
}

function readLocations(iloc: Cursor | undefined, idatPayload: number, items: Map<number, HeifItem>): void {
  if (!iloc) return;
  const version = iloc.readVersion();
  let rangesLeft = maximumRanges;
  const sizes = iloc.read(2);
  const [offsetSize, lengthSize, baseSize, indexSize] = [
    sizes >> 12,
    (sizes >> 8) & 15,
    (sizes >> 4) & 15,
    sizes & 15,
  ];
  for (let left = Math.min(iloc.read(version < 2 ? 2 : 4), maximumItems); left > 0; left -= 1) {
    const item = items.get(iloc.read(version < 2 ? 2 : 4));
    const method = version === 0 ? 0 : iloc.read(2) & 15;
    iloc.read(2);
    const base = iloc.read(baseSize) + (method === 1 ? idatPayload : 0);
    for (let extents = iloc.read(2); extents > 0; extents -= 1) {
      rangesLeft -= 1;
      if (rangesLeft < 0) throw new RangeError('too many ranges'); // empty ranges take no bytes in the file
      if (version > 0) iloc.read(indexSize);
      const start = base + iloc.read(offsetSize);
      const end = start + iloc.read(lengthSize);
      if (method < 2) item?.ranges.push({ start, end });
    }
  }
}

function readProperties(bytes: Buffer, iprp: Box | undefined, items: Map<number, HeifItem>): void {
  if (!iprp) return;
  const children = [...listBoxes(bytes, iprp.payload, iprp.end)];
  const container = children.find((box) => box.type === 'ipco');
  const properties = container ? [...listBoxes(bytes, container.payload, container.end)] : [];
  for (const box of children.filter(({ type }) => type === 'ipma')) {
    const ipma = createCursor(bytes, box.payload, box.end);
    const version = ipma.readVersion();
    const isWide = (bytes[box.payload + 3] ?? 0) & 1;
    for (let left = Math.min(ipma.read(4), maximumItems); left > 0; left -= 1) {
      const item = items.get(ipma.read(version < 1 ? 2 : 4));
      for (let count = ipma.read(1); count > 0; count -= 1) {
        const property = properties[(isWide ? ipma.read(2) & 0x7fff : ipma.read(1) & 0x7f) - 1];
        if (property)
          item?.properties.push({
            type: property.type,
            payload: bytes.subarray(property.payload, property.end),
          });
      }
    }
  }
}

function readReferences(bytes: Buffer, iref: Box | undefined): HeifReference[] {
  if (!iref) return [];
  const idSize = bytes[iref.payload] === 0 ? 2 : 4;
  return [...listBoxes(bytes, iref.payload + 4, iref.end)].slice(0, maximumItems).map((box) => {
    const cursor = createCursor(bytes, box.payload, box.end);
    const from = cursor.read(idSize);
    return { type: box.type, from, to: Array.from({ length: cursor.read(2) }, () => cursor.read(idSize)) };
  });
}

/** Returns the largest stored width and height that any item declares. */
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

/** Returns false if the primary picture or one of its tiles is truncated. libheif fills gaps with grey. */
export function isComplete(bytes: Buffer, file: HeifFile): boolean {
  const tiles = file.references.filter(({ type, from }) => type === 'dimg' && from === file.primaryId);
  const ids = [file.primaryId, ...tiles.flatMap(({ to }) => to)];
  return ids.every((id) => {
    const { type, ranges } = file.items.get(id) ?? { type: '', ranges: [] };
    // An identity derivation (`iden`) has no data of its own.
    return (ranges.length > 0 || type === 'iden') && ranges.every((range) => range.end <= bytes.length);
  });
}

type Cursor = { at(): number; read(size: number): number; readVersion(): number };

/** Reads big-endian numbers of 0 to 8 bytes in sequence. Throws a RangeError beyond `end`. */
function createCursor(bytes: Buffer, start: number, end: number): Cursor {
  let at = start;
  const read = (size: number) => {
    if (at + size > end) throw new RangeError('a box ends early');
    at += size;
    if (size === 8) return Number(bytes.readBigUInt64BE(at - 8));
    return size === 0 ? 0 : bytes.readUIntBE(at - size, size);
  };
  return { at: () => at, read, readVersion: () => read(4) >>> 24 };
}
