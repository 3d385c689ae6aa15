import { crc32, deflateSync } from 'node:zlib';

/** A PNG of one colour, with 8 or 16 bits a sample: grey or RGB, with or without alpha. */
export type PlainPng = {
  samples: number[];
  bits?: 8 | 16;
  side?: number;
  /** Chunks between the header and the pixels. */
  chunks?: [type: string, data: Buffer][];
};

const colorTypes = [0, 0, 4, 2, 6];

/** Writes chunks of every kind, which sharp cannot. */
export function writePng({ samples, bits = 16, side = 32, chunks = [] }: PlainPng): Buffer {
  const sampleLength = bits / 8;
  const row = Buffer.alloc(1 + side * samples.length * sampleLength);
  for (let index = 0; index < side * samples.length; index += 1)
    row.writeUIntBE(samples[index % samples.length] ?? 0, 1 + index * sampleLength, sampleLength);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([bits, colorTypes[samples.length] ?? 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    writeChunk('IHDR', header),
    ...chunks.map(([type, data]) => writeChunk(type, data)),
    writeChunk('IDAT', deflateSync(Buffer.concat(Array<Buffer>(side).fill(row)))),
    writeChunk('IEND', Buffer.alloc(0)),
  ]);
}

function writeChunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(content), 4);
  return Buffer.concat([ends.subarray(0, 4), content, ends.subarray(4)]);
}
