import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ImageFile } from '../find-images.ts';

const chunkBytes = 1024 * 1024;

/** Of the whole file and of each of its parts, read once. */
export async function checksumsOf(
  { path, bytes }: Pick<ImageFile, 'path' | 'bytes'>,
  partBytes: number,
): Promise<{ sha256: string; parts: { sha256: string }[] }> {
  const whole = createHash('sha256');
  const parts: { sha256: string }[] = [];
  for (let start = 0; start < bytes; start += partBytes) {
    const part = createHash('sha256');
    const range = { start, end: Math.min(start + partBytes, bytes) - 1 };
    for await (const chunk of createReadStream(path, { ...range, highWaterMark: chunkBytes })) {
      whole.update(chunk);
      part.update(chunk);
    }
    parts.push({ sha256: part.digest('hex') });
  }
  return { sha256: whole.digest('hex'), parts };
}
