import { createSha256 } from './sha256.ts';

export type HashRequest = { id: number; file: Blob } | { cancel: number };
export type HashAnswer = { id: number; sha256: string } | { id: number; failed: true };

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
    const sha256 = isWhole ? await hashWhole(file) : await hashInPieces(id, file);
    if (sha256) reply({ id, sha256 });
  } catch {
    reply({ id, failed: true });
  }
  cancelled.delete(id);
}

async function hashWhole(file: Blob) {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function hashInPieces(id: number, file: Blob) {
  const hash = createSha256();
  const reader = file.stream().getReader();
  for (;;) {
    const { value } = await reader.read();
    if (!value) return hash.digest();
    if (cancelled.has(id)) {
      await reader.cancel();
      return undefined;
    }
    hash.update(value);
  }
}

const reply = (answer: HashAnswer) => postMessage(answer);
