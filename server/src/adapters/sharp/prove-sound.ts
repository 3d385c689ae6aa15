import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const side = 1024;
/* More than the renditions of most pictures take together. */
const proofBytes = 8_000_000;

/**
 * Runs in the child process: encodes, decodes and writes a picture that is sound, where renditions are written, or throws
 * what keeps this machine from it.
 */
export async function proveSound(directory: string): Promise<void> {
  const blank = { width: side, height: side, channels: 3, background: '#808080' } as const;
  const picture = await sharp({ create: blank }).jpeg().toBuffer();
  const drawn = await sharp(picture, { failOn: 'error' })
    .resize(side / 2)
    .webp({ effort: 0 })
    .toBuffer();
  const path = join(directory, 'proof');
  try {
    await writeFile(path, drawn);
    await writeFile(path, Buffer.alloc(proofBytes), { flush: true });
  } finally {
    await rm(path, { force: true });
  }
}
