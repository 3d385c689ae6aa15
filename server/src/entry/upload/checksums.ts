import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ImageFile } from '../find-images.ts';
import { UnreadableFile } from '../unreadable-file.ts';

const chunkBytes = 1024 * 1024;

/** Of the whole file and of each of its parts, read once. */
export async function checksumsOf(
  { path, bytes }: Pick<ImageFile, 'path' | 'bytes'>,
  partBytes: number,
): Promise<{ sha256: string; parts: { sha256: string }[] }> {
  const whole = createHash('sha256');
  const parts: { sha256: string }[] = [];
  let read = 0;
  for (let start = 0; start < bytes; start += partBytes) {
    const part = createHash('sha256');
    const range = { start, end: Math.min(start + partBytes, bytes) - 1 };
    for await (const chunk of createReadStream(path, { ...range, highWaterMark: chunkBytes })) {
      whole.update(chunk);
      part.update(chunk);
      read += chunk.byteLength;
    }
    parts.push({ sha256: part.digest('hex') });
  }
  // Another program may still be writing it.
  if (read !== bytes || (await stat(path)).size !== bytes) throw changedMeanwhile();
  return { sha256: whole.digest('hex'), parts };
}

export const changedMeanwhile = () =>
  new UnreadableFile('It changed while it was read. Upload it again once it is complete.');
