import { crc32 } from 'node:zlib';

/** `bytes` is the whole chunk: length, type, data, checksum. */
export type PngChunk = { type: string; data: Buffer; bytes: Buffer };

/** Up to and with IEND: ISO/IEC 15948 5.3. */
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
