import { type FileHandle, open } from 'node:fs/promises';
import { crc32, inflateSync } from 'node:zlib';
import type { Metadata } from 'sharp';
import { type ColorEncoding, isHdr, isSrgb, srgb, toColorEncoding } from '../color/color-encoding.ts';
import { arePrimaries } from '../color/color-matrices.ts';
import type { MetadataBlocks } from '../metadata/read-metadata.ts';

/** `bytes` is the whole chunk: length, type, data and checksum. */
export type PngChunk = { type: string; data: Buffer; bytes: Buffer };

/** Lists the chunks up to and including IEND: ISO/IEC 15948, 5.3. */
export function* listPngChunks(bytes: Buffer): Generator<PngChunk> {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return;
    const type = bytes.toString('latin1', at + 4, at + 8);
    yield { type, data: bytes.subarray(at + 8, end - 4), bytes: bytes.subarray(at, end) };
    if (type === 'IEND') return;
    at = end;
  }
}

export function writePngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** Limits the chunks before the pixels. Files with more contain text chunks, which declare no colours. */
const maximumColorChunks = 1000;
const colorChunkTypes = new Set(['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM', 'mDCV', 'cLLI']);
/** Length of the longest of these chunks, except iCCP, which libvips reads. */
const maximumColorChunkLength = 32;

/**
 * Reads a PNG's colour encoding if libvips cannot: PNG third edition, 4.3. `cICP` overrides `iCCP`, which overrides
 * `sRGB`, which overrides `gAMA` and `cHRM`.
 */
export async function readPngEncoding(path: string): Promise<ColorEncoding | undefined> {
  await using file = await open(path);
  const chunks = await readColorChunks(file);
  const coded = readCodedColors(chunks);
  if (coded) return isSrgb(coded) && !chunks.has('iCCP') ? undefined : coded;
  if (chunks.has('iCCP') || chunks.has('sRGB')) return undefined;
  return readGamma(chunks);
}

async function readColorChunks(file: FileHandle): Promise<Map<string, Buffer>> {
  const chunks = new Map<string, Buffer>();
  const head = Buffer.alloc(8 + maximumColorChunkLength);
  let at = 8;
  for (let count = 0; count < maximumColorChunks; count += 1) {
    const { bytesRead } = await file.read(head, 0, head.length, at);
    if (bytesRead < 8) break;
    const length = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    if (type === 'IDAT') break;
    const data = head.subarray(8, Math.min(8 + length, bytesRead));
    if (colorChunkTypes.has(type) && !chunks.has(type)) chunks.set(type, Buffer.from(data));
    at += 12 + length;
  }
  return chunks;
}

/** Ignores a `cICP` with a matrix other than RGB: browsers do not show such files. */
function readCodedColors(chunks: Map<string, Buffer>): ColorEncoding | undefined {
  const cicp = chunks.get('cICP');
  if (cicp?.length !== 4) return undefined;
  const [primaries = 2, transfer = 2, matrix, range] = cicp;
  if (matrix !== 0) return undefined;
  const encoding = { ...toColorEncoding({ primaries, transfer }), isNarrow: range === 0 };
  return isHdr(encoding) ? { ...encoding, peak: readPeak(chunks) } : encoding;
}

/**
 * Reads the peak luminance (PNG third edition, 11.3.2.7 and 11.3.2.8): the brightest pixel, otherwise the peak of the
 * mastering display.
 */
function readPeak(chunks: Map<string, Buffer>): number | undefined {
  const [content, mastering] = [chunks.get('cLLI'), chunks.get('mDCV')];
  const brightest = content?.length === 8 ? content.readUInt32BE(0) / 10_000 : 0;
  return brightest || (mastering?.length === 24 ? mastering.readUInt32BE(16) / 10_000 : 0) || undefined;
}

/** Treats the gamma of sRGB as sRGB and ignores primaries without a gamma, as browsers do. */
function readGamma(chunks: Map<string, Buffer>): ColorEncoding | undefined {
  const [gamma, primaries] = [chunks.get('gAMA'), chunks.get('cHRM')];
  const exponent = gamma?.length === 4 ? gamma.readUInt32BE(0) / 100_000 : 0;
  if (exponent === 0) return undefined;
  const transfer = { power: 1 / exponent };
  if (!primaries) return Math.abs(exponent - 0.45455) < 0.001 ? undefined : { ...srgb, transfer };
  if (primaries.length !== 32) return undefined;
  const [whiteX = 0, whiteY = 0, ...colors] = Array.from(
    { length: 8 },
    (_, index) => primaries.readUInt32BE(4 * index) / 100_000,
  );
  const [redX = 0, redY = 0, greenX = 0, greenY = 0, blueX = 0, blueY = 0] = colors;
  const chromaticities = [redX, redY, greenX, greenY, blueX, blueY, whiteX, whiteY] as const;
  return arePrimaries(chromaticities) ? { chromaticities, transfer } : undefined;
}

const maximumHex = 2_000_000;

/**
 * Reads Exif, XMP and IPTC that ImageMagick wrote to PNG before `eXIf` existed: a text chunk with name, length and
 * hexadecimal digits.
 */
export function readPngProfiles(comments: Metadata['comments'] = []): MetadataBlocks {
  const decode = (...names: string[]) => {
    const comment = comments.find(({ keyword }) =>
      names.some((name) => keyword === `Raw profile type ${name}`),
    );
    const hex = /^\s*\w+\s+\d+\s+([\da-f\s]+)/i.exec(comment?.text.slice(0, maximumHex) ?? '')?.[1];
    return hex === undefined ? undefined : Buffer.from(hex.replace(/\s/g, ''), 'hex');
  };
  return { exif: decode('exif', 'APP1'), xmp: decode('xmp'), iptc: decode('iptc') };
}

const maximumChunks = 200_000;
const maximumTexts = 100;
const maximumBytes = 2_000_000;
const textTypes = new Set(['tEXt', 'zTXt', 'iTXt']);

type Text = { keyword: string; text: string };

/**
 * Reads Exif, XMP and IPTC after the pixels. PNG allows them there (third edition, 5.6), but decoders stop at the
 * pixels. Skips pixel data without reading it.
 */
export async function readLatePngBlocks(path: string): Promise<MetadataBlocks> {
  await using file = await open(path);
  const { size } = await file.stat();
  const texts: Text[] = [];
  let exif: Buffer | undefined;
  let isLate = false;
  for (let at = 8, left = maximumChunks; left > 0 && at + 12 <= size; left -= 1) {
    const head = await readAt(file, at, 8);
    const length = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    if (type === 'IEND' || at + 12 + length > size) break;
    isLate ||= type === 'IDAT';
    const isWanted = isLate && length <= maximumBytes && texts.length < maximumTexts;
    if (isWanted && type === 'eXIf') exif ??= await readAt(file, at + 8, length);
    if (isWanted && textTypes.has(type)) texts.push(...readText(type, await readAt(file, at + 8, length)));
    at += 12 + length;
  }
  const profiles = readPngProfiles(texts);
  const xmp = texts.find(({ keyword }) => keyword === 'XML:com.adobe.xmp')?.text;
  return { ...profiles, exif: exif ?? profiles.exif, xmp: xmp ? Buffer.from(xmp) : profiles.xmp };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position });
  return buffer.subarray(0, bytesRead);
}

/** Reads a text chunk: PNG third edition, 11.3.3. Ignores text that does not decompress. */
function readText(type: string, data: Buffer): Text[] {
  const end = data.indexOf(0);
  if (end < 0) return [];
  const keyword = data.toString('latin1', 0, end);
  if (type === 'tEXt') return [{ keyword, text: data.toString('latin1', end + 1) }];
  if (type === 'zTXt')
    return unpack(data.subarray(end + 2)).map((text) => ({ keyword, text: text.toString('latin1') }));
  const textAt = data.indexOf(0, data.indexOf(0, end + 3) + 1) + 1;
  if (textAt < end + 5) return [];
  const body = data.subarray(textAt);
  return (data[end + 1] === 1 ? unpack(body) : [body]).map((text) => ({
    keyword,
    text: text.toString('utf8'),
  }));
}

function unpack(data: Buffer): Buffer[] {
  try {
    return [inflateSync(data, { maxOutputLength: maximumBytes })];
  } catch {
    return [];
  }
}
