/* The server, the command line and browsers load this. */

/** The numbers of the first directory, and its maker, if they lie within these bytes: TIFF 6.0 section 2. */
function readDirectory(view: DataView) {
  const isLittle = view.getUint8(0) === 0x49;
  const at = view.getUint32(4, isLittle);
  const fields = new Map<number, number>();
  let maker = '';
  for (let index = 0; index < view.getUint16(at, isLittle); index += 1) {
    const field = at + 2 + 12 * index;
    const tag = view.getUint16(field, isLittle);
    const isShort = view.getUint16(field + 2, isLittle) === 3;
    const count = view.getUint32(field + 4, isLittle);
    const value = isShort ? view.getUint16(field + 8, isLittle) : view.getUint32(field + 8, isLittle);
    fields.set(tag, value);
    if (tag === tags.maker && value + count <= view.byteLength && count > 4)
      maker = readLatin(view, value, Math.min(count, 64));
  }
  return { fields, maker };
}

const tags = {
  subfileType: 254,
  width: 256,
  height: 257,
  photometric: 262,
  maker: 271,
  subDirectories: 330,
  dng: 0xc612,
};
/** Colour filter array (TIFF/EP) and linear raw (DNG). */
const sensorPhotometrics = new Set([32803, 34892]);

export function readTiffHead(view: DataView): { width: number; height: number } {
  const { fields } = readDirectory(view);
  return { width: fields.get(tags.width) ?? 0, height: fields.get(tags.height) ?? 0 };
}

/** A camera's raw file in TIFF, as far as its first directory shows. Some makers mark their files behind the header. */
export function findTiffRaw(bytes: Uint8Array): { kind?: string; maker: string } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const mark = readLatin(view, 8, 4);
    const { fields, maker } = readDirectory(view);
    if (mark.startsWith('CR')) return { kind: 'Canon CR2', maker };
    if (mark === 'IIII' || mark === 'MMMM') return { kind: 'Phase One IIQ', maker };
    if (fields.has(tags.dng)) return { kind: 'DNG', maker };
    const isThumbnail = Boolean((fields.get(tags.subfileType) ?? 0) & 1) && fields.has(tags.subDirectories);
    return isThumbnail || sensorPhotometrics.has(fields.get(tags.photometric) ?? 0) ? { maker } : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // the directory lies beyond these bytes
    throw error;
  }
}

const readLatin = (view: DataView, at: number, length: number) =>
  Array.from({ length }, (_, index) => String.fromCharCode(view.getUint8(at + index))).join('');
