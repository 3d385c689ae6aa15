import { readFile, stat } from 'node:fs/promises';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import { ImageRefusal } from './image-refusal.ts';
import { allowMissingRows } from './missing-rows.ts';
import { listPngChunks, writePngChunk } from './png-chunks.ts';

/** The file and its unpacked rows lie in memory, and both once more while they are packed again. */
const maximumBytes = 100_000_000;
const maximumRowBytes = 200_000_000;

/** Samples of a pixel by colour type: PNG third edition 11.2.1. */
const samplesOf: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** The filter that adds a row to the one above: of zeros, it repeats that. */
const repeatsAbove = 2;

/**
 * Returns a PNG whole again that was cut short in its last rows, as viewers show it. Interlaced files are left alone: their
 * last rows are spread over the picture.
 */
export async function mendPng(path: string, refusal: unknown): Promise<Buffer | undefined> {
  if (!(refusal instanceof ImageRefusal) || refusal.reason !== 'corrupt') return undefined;
  if ((await stat(path)).size > maximumBytes) return undefined;
  const bytes = await readFile(path);
  const chunks = [...listPngChunks(bytes)];
  const header = chunks[0]?.type === 'IHDR' ? chunks[0].data : undefined;
  if (header?.length !== 13 || header[12] !== 0) return undefined;
  const rest = bytes.subarray(8 + chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0));
  const isCutInPixels = rest.length >= 8 && rest.toString('latin1', 4, 8) === 'IDAT';
  if (!isCutInPixels) return undefined;
  const length = Math.min(rest.readUInt32BE(0), rest.length - 8);
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const rows = mendRows(Buffer.concat([...packed, rest.subarray(8, 8 + length)]), header);
  if (!rows) return undefined;
  return Buffer.concat([
    bytes.subarray(0, 8),
    ...chunks.filter(({ type }) => type !== 'IDAT').map((chunk) => chunk.bytes),
    writePngChunk('IDAT', deflateSync(rows, { level: 1 })),
    writePngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function mendRows(packed: Buffer, header: Buffer): Buffer | undefined {
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const bits = (header[8] ?? 0) * (samplesOf[header[9] ?? 0] ?? 0);
  const rowLength = 1 + Math.ceil((width * bits) / 8);
  if (bits === 0 || rowLength * height > maximumRowBytes) return undefined;
  const found = unpack(packed, rowLength * height);
  const whole = Math.floor(found.length / rowLength);
  if (height - whole > allowMissingRows(height)) return undefined;
  const missing = Buffer.alloc(rowLength * (height - whole));
  for (let at = 0; at < missing.length; at += rowLength) missing[at] = repeatsAbove;
  return Buffer.concat([found.subarray(0, whole * rowLength), missing]);
}

/** Unpacks as much as there is. */
function unpack(packed: Buffer, maxOutputLength: number): Buffer {
  try {
    return inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength });
  } catch {
    return Buffer.alloc(0);
  }
}
