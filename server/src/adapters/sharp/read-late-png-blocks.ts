import { type FileHandle, open } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import type { MetadataBlocks } from './read-metadata.ts';
import { readPngProfiles } from './read-png-profiles.ts';

const maximumChunks = 200_000;
const maximumTexts = 100;
const maximumBytes = 2_000_000;
const textTypes = new Set(['tEXt', 'zTXt', 'iTXt']);

type Text = { keyword: string; text: string };

/**
 * Exif, XMP and IPTC behind the pixels, where PNG allows them (third edition, 5.6) and a decoder that stops at the pixels
 * never gets. Walks from chunk to chunk without reading the pixels.
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

/** PNG third edition, 11.3.3. A text that does not unpack is none. */
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
