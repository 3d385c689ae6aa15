import { open } from 'node:fs/promises';

/** Comments, profiles and thumbnails come before the frame header. */
const headLength = 2_000_000;

/** Coding processes by the second byte of their markers: ITU-T T.81 table B.1. */
const processes: Record<number, string> = {
  195: 'lossless coding',
  197: 'hierarchical coding',
  198: 'hierarchical coding',
  199: 'hierarchical lossless coding',
  201: 'arithmetic coding',
  202: 'arithmetic coding',
  203: 'arithmetic lossless coding',
  205: 'hierarchical arithmetic coding',
  206: 'hierarchical arithmetic coding',
  207: 'hierarchical arithmetic coding',
  247: 'JPEG-LS',
};

/** Names what sets a JPEG apart from ordinary ones. */
export async function describeJpeg(path: string): Promise<string | undefined> {
  const frame = await readFrame(path);
  if (!frame) return undefined;
  const parts = [
    processes[frame.process],
    frame.bits === 8 ? undefined : `${frame.bits} bits a sample`,
    frame.samples > 4 ? `${frame.samples} channels` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

type Frame = { process: number; bits: number; samples: number };

async function readFrame(path: string): Promise<Frame | undefined> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headLength), position: 0 });
  for (let at = 2; at + 10 <= bytesRead; ) {
    const marker = buffer[at + 1] ?? 0;
    if (buffer[at] !== 0xff) return undefined;
    if (marker === 0xff) at += 1;
    else if (isFrame(marker))
      return { process: marker, bits: buffer[at + 4] ?? 0, samples: buffer[at + 9] ?? 0 };
    else at += 2 + buffer.readUInt16BE(at + 2);
  }
  return undefined;
}

/** Without the markers of Huffman tables, of JPEG itself, and of arithmetic conditioning. */
function isFrame(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) || marker === 0xf7;
}
