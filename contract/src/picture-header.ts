import { describeOther, describeTiffRaw, findFormat, type TakenFormat } from './file-formats.ts';
import { maxHeldBytes, maxPictureSide, maxPixels, maxUploadBytes } from './limits.ts';

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

function readTiffHead(view: DataView): { width: number; height: number } {
  const { fields } = readDirectory(view);
  return { width: fields.get(tags.width) ?? 0, height: fields.get(tags.height) ?? 0 };
}

/** A camera's raw file in TIFF, as far as its first directory shows. Some makers mark their files behind the header. */
function findTiffRaw(bytes: Uint8Array): { kind?: string; maker: string } | undefined {
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

/* The server, the command line and browsers load this. */

export type PictureHeader = {
  /** Stored size, before the picture is turned. */
  width: number;
  height: number;
  /** The memory that each pixel takes, for pictures that no decoder can stream. */
  heldBytesPerPixel?: number;
};

/** Enough of a file's start for most headers: Exif, profiles and embedded previews may precede the size. */
export const headerBytes = 512 * 1024;

/** Reads the picture's size from a file's start. `undefined` if the size is missing or makes no sense. */
export function readPictureHeader(bytes: Uint8Array, format: TakenFormat): PictureHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const header = readers[format](view);
    return header && header.width > 0 && header.height > 0 ? header : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // the header goes on beyond these bytes
    throw error;
  }
}

export type ExaminedHead = { taken: TakenFormat } | { refusal: string };

/** Examines a file's first `headerBytes` before anything is sent. The server examines all of it again. */
export function examineHead(head: Uint8Array): ExaminedHead {
  const found = findFormat(head);
  if (!found || 'other' in found) return { refusal: describeOther(found?.other) };
  const { taken } = found;
  const raw = taken === 'tiff' && findTiffRaw(head);
  if (raw) return { refusal: describeTiffRaw(raw) };
  const header = readPictureHeader(head, taken);
  const refusal =
    header && describeExcess(header, { pixels: pixelLimitOf(taken, header), side: maxPictureSide });
  return refusal ? { refusal } : { taken };
}

/** The most pixels that a picture of this kind may have. */
export function pixelLimitOf(format: TakenFormat, { heldBytesPerPixel }: PictureHeader): number {
  const held = heldBytesPerPixel ? Math.floor(maxHeldBytes / heldBytesPerPixel) : Number.POSITIVE_INFINITY;
  return Math.min(maxPixels[format], held);
}

/** The refusal of a picture that is too large, with the limit. `undefined` for one that is not. */
export function describeExcess(
  { width, height }: Pick<PictureHeader, 'width' | 'height'>,
  limits: { pixels: number; side: number } = { pixels: maxPixels.jpeg, side: maxPictureSide },
): string | undefined {
  const size = `${inDigits(width)} × ${inDigits(height)} pixels`;
  if (Math.max(width, height) > limits.side)
    return `The picture has ${size}. The limit is ${inDigits(limits.side)} pixels per side. Export a smaller version.`;
  if (width * height <= limits.pixels) return undefined;
  const [has, most] = [Math.ceil((width * height) / 1e6), Math.floor(limits.pixels / 1e6)];
  return `The picture has ${size}, ${inDigits(has)} megapixels. The limit for this format is ${inDigits(most)} megapixels. Export a smaller version.`;
}

/** The refusal of a file that is too large. A megabyte is 1024 × 1024 bytes here, as in the limit. */
export function describeExcessBytes(bytes: number, limit: number = maxUploadBytes): string {
  const [has, most] = [Math.ceil(bytes / 1024 / 1024), Math.floor(limit / 1024 / 1024)];
  return `The file has ${inDigits(has)} MB. The limit is ${inDigits(most)} MB.`;
}

const inDigits = (value: number) => value.toLocaleString('en');

const readers: Record<TakenFormat, (view: DataView) => PictureHeader | undefined> = {
  jpeg: readJpeg,
  png: readPng,
  gif: (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  webp: readWebp,
  tiff: readTiffHead,
  avif(view) {
    const header = readHeif(view);
    return header && { ...header, heldBytesPerPixel: measureAv1(view) };
  },
  heic(view) {
    const header = readHeif(view);
    // A grid is decoded tile by tile. One piece is decoded with all that its colours are converted by.
    const isGrid = findText(view, 'grid') !== undefined;
    return header && (isGrid ? header : { ...header, heldBytesPerPixel: 10 });
  },
};

/** Frame headers are SOF0 to SOF15 without DHT, JPG and DAC: ITU-T T.81 B.2.2. */
function readJpeg(view: DataView): PictureHeader | undefined {
  for (let at = 2; at + 4 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff || (marker >= 0xd0 && marker <= 0xd9) || marker === 0x01) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === 0xda) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return readFrame(view, at);
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function readFrame(view: DataView, at: number): PictureHeader {
  const size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  const isProgressive = (view.getUint8(at + 1) & 3) === 2;
  if (!isProgressive) return size;
  // Coefficients of every scan are kept, 2 bytes each; components with fewer samples have fewer.
  const samplings = Array.from({ length: view.getUint8(at + 9) }, (_, index) => {
    const sampling = view.getUint8(at + 11 + 3 * index);
    return (sampling >> 4) * (sampling & 15);
  });
  const share = samplings.reduce((sum, sampling) => sum + sampling, 0) / Math.max(1, ...samplings);
  return { ...size, heldBytesPerPixel: 2 * share };
}

/** ISO/IEC 15948 11.2.2. */
function readPng(view: DataView): PictureHeader {
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  const channels = { 0: 1, 2: 3, 3: 4, 4: 2, 6: 4 }[view.getUint8(25)] ?? 4;
  const isInterlaced = view.getUint8(28) === 1;
  const depth = Math.max(8, view.getUint8(24)) / 8;
  return isInterlaced ? { ...size, heldBytesPerPixel: channels * depth } : size;
}

/** RFC 9649 2.5 to 2.7. */
function readWebp(view: DataView): PictureHeader | undefined {
  const kind = view.getUint8(15);
  const read24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  if (kind === 0x58) return { width: read24(24) + 1, height: read24(27) + 1 }; // VP8X
  if (kind === 0x20)
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind !== 0x4c) return undefined; // VP8L
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

/** The largest extent that any part of the file claims: ISO/IEC 23008-12 6.5.3. */
function readHeif(view: DataView): PictureHeader | undefined {
  let [width, height] = [0, 0];
  for (let at = findText(view, 'ispe'); at !== undefined; at = findText(view, 'ispe', at + 4)) {
    width = Math.max(width, view.getUint32(at + 8));
    height = Math.max(height, view.getUint32(at + 12));
  }
  return width > 0 ? { width, height } : undefined;
}

/** Measured by depth and chroma subsampling. Configuration: AV1 in ISO media files, 2.3.3. */
function measureAv1(view: DataView): number {
  const at = findText(view, 'av1C');
  const flags = at === undefined ? 0 : view.getUint8(at + 6);
  if (flags & 0x40) return 24;
  return (flags & 0x0c) === 0x0c ? 15 : 18;
}

function findText(view: DataView, text: string, from = 0): number | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = Array.from(text, (letter) => letter.charCodeAt(0));
  const wanted = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  for (let at = from; at + 16 <= view.byteLength; at += 1) if (view.getUint32(at) === wanted) return at;
  return undefined;
}
