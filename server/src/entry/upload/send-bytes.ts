import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { components } from '@vitrine/contract/openapi-types';
import type { ImageFile } from '../find-images.ts';
import { ApiError } from './api-error.ts';

type Target = components['schemas']['UploadTarget'];

/* As long as the address to send to holds. */
const sendTimeout = 60 * 60 * 1000;

/** Sends a file, or a part of it, to its address. Throws an `ApiError` where the store refuses. */
export async function sendBytes(
  target: Target,
  { path }: Pick<ImageFile, 'path'>,
  { start, bytes }: { start: number; bytes: number },
): Promise<void> {
  const request: RequestInit & { duplex: 'half' } = {
    method: target.method,
    headers: { ...target.headers, 'content-length': String(bytes) },
    // The same stream by another type: Node's and the DOM's differ in name only.
    body: Readable.toWeb(
      createReadStream(path, { start, end: start + bytes - 1 }),
    ) as ReadableStream<Uint8Array>,
    duplex: 'half',
    signal: AbortSignal.timeout(sendTimeout),
  };
  const response = await fetch(target.url, request);
  if (response.ok) {
    await response.arrayBuffer();
    return;
  }
  const refusal = await ApiError.from(response);
  // It arrived before, and only the word of it was missing.
  if (refusal.status !== 412) throw refusal;
}
