import { type CodedColors, type ColorEncoding, toStillEncoding } from '../color/color-encoding.ts';
import type { MetadataBlocks } from '../metadata/read-metadata.ts';
import type { HeifFile, HeifItem, HeifProperty } from './heif-file.ts';

export function readHeifBlocks(bytes: Buffer, file: HeifFile): MetadataBlocks {
  const items = [...file.items.values()];
  const exif = readItem(
    bytes,
    items.find((item) => item.type === 'Exif'),
  );
  const xmp = items.find((item) => item.type === 'mime' && item.contentType === 'application/rdf+xml');
  // ISO/IEC 23008-12, annex A: a 32-bit offset precedes the Exif block.
  const exifStart = exif && exif.length > 4 ? 4 + exif.readUInt32BE(0) : 0;
  return { exif: exif?.subarray(exifStart), xmp: readItem(bytes, xmp) };
}

export function readIccProfile(file: HeifFile): Buffer | undefined {
  const profile = findColors(file, ['prof', 'rICC']);
  return profile?.subarray(4);
}

/** Reads the colour encoding of the primary picture. Returns `undefined` if an ICC profile takes precedence. */
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

/**
 * Reads the peak luminance (ISO/IEC 14496-12, 12.1.6 and 12.1.7): the brightest pixel, otherwise the peak of the
 * mastering display.
 */
function readPeak(file: HeifFile): number | undefined {
  const properties = listColorProperties(file);
  const find = (type: string, length: number) =>
    properties.find((property) => property.type === type && property.payload.length >= length)?.payload;
  const content = find('clli', 4)?.readUInt16BE(0);
  const mastering = find('mdcv', 24)?.readUInt32BE(16);
  return content || (mastering && mastering / 10_000) || undefined;
}

function findColors(file: HeifFile, kinds: string[]): Buffer | undefined {
  const isWanted = (payload: Buffer) => kinds.includes(payload.toString('latin1', 0, 4));
  const colors = listColorProperties(file).filter(({ type }) => type === 'colr');
  return colors.find(({ payload }) => isWanted(payload))?.payload;
}

function listColorProperties(file: HeifFile): HeifProperty[] {
  return listSources(file).flatMap((item) => item.properties);
}

/** Returns the primary picture and its first tile, because files declare colours on either. */
function listSources(file: HeifFile): HeifItem[] {
  const primary = file.items.get(file.primaryId);
  const tile = file.references.find(({ type, from }) => type === 'dimg' && from === file.primaryId)?.to[0];
  return [primary, file.items.get(tile ?? -1)].filter((item) => item !== undefined);
}

function readItem(bytes: Buffer, item: HeifItem | undefined): Buffer | undefined {
  if (!item || item.ranges.length === 0) return undefined;
  const parts = item.ranges.map(({ start, end }) => bytes.subarray(start, end));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  // A malicious file may declare thousands of ranges that each span the whole file.
  return length <= bytes.length ? Buffer.concat(parts) : undefined;
}

/** Colours that an AV1 bitstream declares, by their code points in ITU-T H.273. */
type Av1Colors = { primaries: number; transfer: number };

const sequenceHeader = 1;
/** Code points for "unspecified". */
const unspecified: Av1Colors = { primaries: 2, transfer: 2 };

/**
 * Reads the colours of an AV1 bitstream (AV1 5.3 to 5.5), which browsers use if the file's boxes declare none. Returns
 * `undefined` if there is no sequence header.
 */
function readAv1Colors(data: Buffer): Av1Colors | undefined {
  for (let at = 0; at < data.length; ) {
    const head = data[at] ?? 0;
    const hasSize = (head & 2) !== 0;
    at += (head & 4) !== 0 ? 2 : 1;
    let length = data.length - at;
    if (hasSize) {
      const size = readLeb128(data, at);
      at += size.bytes;
      length = size.value;
    }
    if (((head >> 3) & 15) === sequenceHeader) return readSequence(data.subarray(at, at + length));
    at += length;
  }
  return undefined;
}

function readLeb128(data: Buffer, start: number): { value: number; bytes: number } {
  let value = 0;
  for (let bytes = 0; bytes < 8; bytes += 1) {
    const byte = data[start + bytes] ?? 0;
    value += (byte & 127) * 2 ** (7 * bytes);
    if ((byte & 128) === 0) return { value, bytes: bytes + 1 };
  }
  return { value, bytes: 8 };
}

type Bits = { read(count: number): number; skip(count: number): void };

/** Reads a sequence header: AV1 5.5.1. Still pictures use a reduced header. */
function readSequence(data: Buffer): Av1Colors {
  const bits = openBits(data);
  const profile = bits.read(3);
  bits.skip(1);
  const isReduced = bits.read(1) === 1;
  if (isReduced) bits.skip(5);
  else skipOperatingPoints(bits);
  const [widthBits, heightBits] = [bits.read(4) + 1, bits.read(4) + 1];
  bits.skip(widthBits + heightBits);
  if (!isReduced && bits.read(1) === 1) bits.skip(7);
  bits.skip(3);
  if (!isReduced) skipTools(bits);
  bits.skip(3);
  return readColorConfig(bits, profile);
}

/** Reads `color_config`: AV1 5.5.2. */
function readColorConfig(bits: Bits, profile: number): Av1Colors {
  const isDeep = bits.read(1) === 1;
  if (profile === 2 && isDeep) bits.skip(1);
  if (profile !== 1) bits.skip(1);
  return bits.read(1) === 1 ? { primaries: bits.read(8), transfer: bits.read(8) } : unspecified;
}

function skipOperatingPoints(bits: Bits): void {
  let delayLength = 0;
  const hasTiming = bits.read(1) === 1;
  if (hasTiming) {
    bits.skip(64);
    if (bits.read(1) === 1) skipExponentialGolomb(bits);
    if (bits.read(1) === 1) {
      delayLength = bits.read(5) + 1;
      bits.skip(32 + 5 + 5);
    }
  }
  const hasDisplayDelay = bits.read(1) === 1;
  for (let left = bits.read(5) + 1; left > 0; left -= 1) {
    bits.skip(12);
    if (bits.read(5) > 7) bits.skip(1);
    if (delayLength > 0 && bits.read(1) === 1) bits.skip(2 * delayLength + 1);
    if (hasDisplayDelay && bits.read(1) === 1) bits.skip(4);
  }
}

function skipExponentialGolomb(bits: Bits): void {
  let zeros = 0;
  while (zeros < 32 && bits.read(1) === 0) zeros += 1;
  if (zeros < 32) bits.skip(zeros);
}

function skipTools(bits: Bits): void {
  bits.skip(4);
  const hasOrder = bits.read(1) === 1;
  if (hasOrder) bits.skip(2);
  const forcesScreenTools = bits.read(1) === 1 ? 2 : bits.read(1);
  if (forcesScreenTools > 0 && bits.read(1) === 0) bits.skip(1);
  if (hasOrder) bits.skip(3);
}

/** Reads bits. Returns zeros beyond the end. */
function openBits(data: Buffer): Bits {
  let at = 0;
  const readOne = () => {
    const bit = ((data[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
    at += 1;
    return bit;
  };
  return {
    read(count) {
      let value = 0;
      for (let left = count; left > 0; left -= 1) value = 2 * value + readOne();
      return value;
    },
    skip(count) {
      at += count;
    },
  };
}
