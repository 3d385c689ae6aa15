import { listPngChunks, writePngChunk } from './png-chunks.ts';

/** One frame as a PNG of its own, with its position and blending: PNG third edition, 11.3.6. */
export type ApngFrame = {
  png: Buffer;
  left: number;
  top: number;
  width: number;
  height: number;
  /** Milliseconds. */
  delay: number;
  disposal: 'none' | 'background' | 'previous';
  blending: 'source' | 'over';
};

export type Apng = { loop: number; frames: ApngFrame[]; hasOwnStill: boolean };

const disposals = ['none', 'background', 'previous'] as const;

/**
 * Returns the number of pictures that a PNG declares; 1 if it is not animated. Counts a default image that is not a
 * frame of the animation.
 */
export function countPngPictures(bytes: Buffer): number {
  let frames: number | undefined;
  for (const { type, data } of listPngChunks(bytes)) {
    if (type === 'acTL' && data.length === 8) frames = data.readUInt32BE(0);
    if (type === 'fcTL' && frames !== undefined) return frames;
    if (type === 'IDAT') break; // decoders ignore acTL after IDAT
  }
  return 1 + (frames ?? 0);
}

/** Splits an animated PNG into frames. Each frame is a PNG with the header, palette and colour chunks of the whole. */
export function splitApng(bytes: Buffer): Apng {
  const shared: Buffer[] = [];
  const frames: (Omit<ApngFrame, 'png'> & { header: Buffer; parts: Buffer[] })[] = [];
  let header = Buffer.alloc(13);
  let loop = 0;
  let hasOwnStill = false;
  for (const { type, data, bytes: chunk } of listPngChunks(bytes)) {
    if (type === 'IHDR') header = Buffer.from(data);
    else if (type === 'acTL') loop = data.readUInt32BE(4);
    else if (type === 'fcTL' && data.length === 26)
      frames.push({ ...readControl(data), header: resizeHeader(header, data), parts: [] });
    else if (type === 'IDAT' && frames.length === 0) hasOwnStill = true;
    else if (type === 'IDAT') frames.at(-1)?.parts.push(chunk);
    else if (type === 'fdAT') frames.at(-1)?.parts.push(writePngChunk('IDAT', data.subarray(4)));
    else if (type !== 'IEND' && type !== 'eXIf' && frames.length === 0) shared.push(chunk);
  }
  return {
    loop,
    hasOwnStill,
    frames: frames.map(({ header: frameHeader, parts, ...frame }) => ({
      ...frame,
      png: Buffer.concat([
        bytes.subarray(0, 8),
        writePngChunk('IHDR', frameHeader),
        ...shared,
        ...parts,
        writePngChunk('IEND', Buffer.alloc(0)),
      ]),
    })),
  };
}

function readControl(data: Buffer): Omit<ApngFrame, 'png'> {
  const denominator = data.readUInt16BE(22) || 100;
  return {
    width: data.readUInt32BE(4),
    height: data.readUInt32BE(8),
    left: data.readUInt32BE(12),
    top: data.readUInt32BE(16),
    delay: Math.round((1000 * data.readUInt16BE(20)) / denominator),
    disposal: disposals[data[24] ?? 0] ?? 'none',
    blending: data[25] === 1 ? 'over' : 'source',
  };
}

function resizeHeader(header: Buffer, control: Buffer): Buffer {
  const resized = Buffer.from(header);
  control.copy(resized, 0, 4, 12);
  return resized;
}
