import { uploadPartBytes } from '@vitrine/contract/limits.ts';
import type { FileChecksums } from './run-upload.ts';
import { createSha256 } from './sha256.ts';

export type HashRequest = { id: number; file: Blob } | { cancel: number };
export type HashAnswer = { id: number; checksums: FileChecksums } | { id: number; failed: true };

/**
 * Web Crypto is quicker but holds the whole file; above this size memory counts for more. Files wait for each other,
 * so that no more than one is held.
 */
const wholeBytes = 64 * 1024 * 1024;

const cancelled = new Set<number>();
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
    const isWhole = file.size <= wholeBytes && 'subtle' in crypto;
    const checksums = isWhole ? await hashWhole(await file.arrayBuffer()) : await hashByParts(id, file);
    if (checksums) reply({ id, checksums });
  } catch {
    reply({ id, failed: true });
  }
  cancelled.delete(id);
}

async function hashWhole(bytes: ArrayBuffer): Promise<FileChecksums> {
  const parts: string[] = [];
  for (let start = 0; start < bytes.byteLength; start += uploadPartBytes)
    parts.push(
      await digest(new Uint8Array(bytes, start, Math.min(uploadPartBytes, bytes.byteLength - start))),
    );
  return { sha256: await digest(new Uint8Array(bytes)), parts };
}

async function hashByParts(id: number, file: Blob): Promise<FileChecksums | undefined> {
  const whole = createSha256();
  const parts: string[] = [];
  for (let start = 0; start < file.size; start += uploadPartBytes) {
    if (cancelled.has(id)) return undefined;
    const part = new Uint8Array(await file.slice(start, start + uploadPartBytes).arrayBuffer());
    whole.update(part);
    parts.push(await digest(part));
  }
  return { sha256: whole.digest(), parts };
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if ('subtle' in crypto) {
    const found = await crypto.subtle.digest('SHA-256', bytes);
    return [...new Uint8Array(found)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  const hash = createSha256();
  hash.update(bytes);
  return hash.digest();
}

const reply = (answer: HashAnswer) => postMessage(answer);
