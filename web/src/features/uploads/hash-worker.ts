import { hashFile } from './hash-file.ts';
import type { FileChecksums } from './run-upload.ts';

export type HashRequest = { id: number; file: Blob } | { cancel: number };
export type HashAnswer = { id: number; checksums: FileChecksums } | { id: number; failed: true };

const cancelled = new Set<number>();
// Hash files one at a time, so that at most one is in memory.
let last = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<HashRequest>) => {
  if ('cancel' in data) {
    cancelled.add(data.cancel);
    return;
  }
  last = last.then(() => answerRequest(data.id, data.file));
});

async function answerRequest(id: number, file: Blob) {
  if (cancelled.delete(id)) return;
  try {
    const checksums = await hashFile(file, () => cancelled.has(id));
    if (checksums) reply({ id, checksums });
  } catch {
    reply({ id, failed: true });
  }
  cancelled.delete(id);
}

const reply = (answer: HashAnswer) => postMessage(answer);
