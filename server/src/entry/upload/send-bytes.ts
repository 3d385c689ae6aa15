import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { components } from '@vitrine/contract/openapi-types';
import type { ImageFile } from '../find-images.ts';
import { UnreadableFile, whyUnreadable } from '../find-images.ts';
import { ApiError, s3CodeOf } from './api-client.ts';

const chunkBytes = 1024 * 1024;

/** Computes the checksums of the file and of its parts in one pass. */
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

const changedMeanwhile = () =>
  new UnreadableFile('It changed while it was read. Upload it again once it is complete.');

type Target = components['schemas']['UploadTarget'];

/* The validity of the upload URL. */
const sendTimeout = 60 * 60 * 1000;

/**
 * Sends a file, or a part of it, to its URL. Throws an `ApiError` if the store refuses and an `UnreadableFile` if the
 * file cannot be read. `onBytes` receives the count of sent bytes, negative for bytes that must be sent again.
 */
export async function sendBytes(
  target: Target,
  { path }: Pick<ImageFile, 'path'>,
  { start, bytes }: { start: number; bytes: number },
  onBytes: (count: number) => void = () => undefined,
): Promise<void> {
  let unreadable: UnreadableFile | undefined;
  let sent = 0;
  async function* read() {
    try {
      for await (const chunk of createReadStream(path, { start, end: start + bytes - 1 })) {
        sent += chunk.byteLength;
        onBytes(chunk.byteLength);
        yield chunk as Uint8Array;
      }
      if (sent < bytes) throw changedMeanwhile();
    } catch (error) {
      unreadable = new UnreadableFile(whyUnreadable(error));
      throw unreadable;
    }
  }
  const request: RequestInit & { duplex: 'half' } = {
    method: target.method,
    headers: { ...target.headers, 'content-length': String(bytes) },
    body: ReadableStream.from(read()),
    duplex: 'half',
    signal: AbortSignal.timeout(sendTimeout),
  };
  try {
    const response = await fetch(target.url, request);
    if (!response.ok) throw await readRefusal(response, bytes);
    await response.arrayBuffer();
  } catch (error) {
    // It arrived before, and only the word of it was missing.
    if (error instanceof ApiError && error.status === 412) return;
    onBytes(-sent);
    throw unreadable ?? error;
  }
}

/* S3 says so with 400, or with 409 of another attempt that is under way, though nothing is wrong with the file. */
const meanings: Record<string, number> = {
  ExpiredToken: 403,
  RequestTimeout: 408,
  ConditionalRequestConflict: 503,
};

async function readRefusal(response: Response, bodyBytes: number): Promise<ApiError> {
  const text = await response
    .clone()
    .text()
    .catch(() => '');
  const { message, status, code, retryAfter, isForeign } = await ApiError.from(response, { bodyBytes });
  return new ApiError(message, {
    status: meanings[s3CodeOf(text) ?? ''] ?? status,
    code,
    retryAfter,
    isForeign,
  });
}
