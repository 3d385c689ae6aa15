import { createReadStream } from 'node:fs';
import type { components } from '@vitrine/contract/openapi-types';
import type { ImageFile } from '../find-images.ts';
import { UnreadableFile, whyUnreadable } from '../unreadable-file.ts';
import { ApiError, s3CodeOf } from './api-error.ts';
import { changedMeanwhile } from './checksums.ts';

type Target = components['schemas']['UploadTarget'];

/* As long as the address to send to holds. */
const sendTimeout = 60 * 60 * 1000;

/**
 * Sends a file, or a part of it, to its URL. Throws an `ApiError` if the store refuses and an `UnreadableFile` if the file
 * cannot be read; `onBytes` learns of bytes as they go out, and of those that went in vain with a minus sign.
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
