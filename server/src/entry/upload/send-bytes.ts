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
  const refusal = await readRefusal(response);
  // It arrived before, and only the word of it was missing.
  if (refusal.status !== 412) throw refusal;
}

/* S3 says so with 400, or with 409 of another attempt that is under way, though nothing is wrong with the file. */
const meanings: Record<string, number> = {
  ExpiredToken: 403,
  RequestTimeout: 408,
  ConditionalRequestConflict: 503,
};

async function readRefusal(response: Response): Promise<ApiError> {
  const text = await response
    .clone()
    .text()
    .catch(() => '');
  const { message, status, code, retryAfter } = await ApiError.from(response);
  const s3Code = /<Code>(\w+)<\/Code>/u.exec(text)?.[1] ?? '';
  return new ApiError(message, { status: meanings[s3Code] ?? status, code, retryAfter });
}
