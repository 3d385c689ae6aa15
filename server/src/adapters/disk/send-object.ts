import { type FileHandle, open } from 'node:fs/promises';
import { attachmentHeader } from '../../domain/download-name.ts';
import { notFound } from '../../domain/errors.ts';
import type { ByteRange } from '../../ports/blobs.ts';
import { isAbsent, toAppError } from './native-errors.ts';
import type { SignedGet } from './presigned-urls.ts';

/** Serves GET and HEAD, with ranges, so that interrupted downloads can resume. */
export async function sendObject(request: Request, signed: SignedGet, path: string): Promise<Response> {
  const file = await openObject(path);
  let isHandedOver = false;
  try {
    const { size, mtimeNs } = await file.stat({ bigint: true });
    const bytes = Number(size);
    const etag = `"${mtimeNs.toString(36)}-${size.toString(36)}"`;
    const headers = {
      'Content-Type': signed.contentType,
      'Content-Disposition': attachmentHeader(signed.downloadName),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private',
      'Accept-Ranges': 'bytes',
      ETag: etag,
    };
    if (matches(request.headers.get('if-none-match'), etag))
      return new Response(null, { status: 304, headers });

    const range = parseRequestedRange(request, etag, bytes);
    if (range === 'unsatisfiable')
      return new Response(null, {
        status: 416,
        headers: { ...headers, 'Content-Range': `bytes */${bytes}` },
      });
    const { start, end } = range ?? { start: 0, end: bytes - 1 };
    const body = request.method === 'HEAD' ? null : streamFile(file, { start, end });
    isHandedOver = body !== null;
    return new Response(body, {
      status: range ? 206 : 200,
      headers: {
        ...headers,
        'Content-Length': String(end + 1 - start),
        ...(range && { 'Content-Range': `bytes ${start}-${end}/${bytes}` }),
      },
    });
  } finally {
    if (!isHandedOver) await file.close();
  }
}

async function openObject(path: string) {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw isAbsent(error) ? notFound('file') : error;
  }
}

const matches = (header: string | null, etag: string) =>
  header?.split(',').some((tag) => tag.trim() === etag || tag.trim() === '*') ?? false;

function parseRequestedRange(request: Request, etag: string, bytes: number) {
  // RFC 9110 §14.2: ranges apply to GET only. §13.1.5: and only if the object is unchanged.
  if (request.method !== 'GET') return undefined;
  const condition = request.headers.get('if-range');
  if (condition !== null && condition !== etag) return undefined;
  return parseRange(request.headers.get('range'), bytes);
}

/**
 * Parses a `Range` header: RFC 9110 §14.1.2. Returns `undefined` to send the whole object; also for a malformed header
 * and for several ranges.
 */
export function parseRange(header: string | null, bytes: number): ByteRange | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/u.exec(header?.trim() ?? '') ?? [];
  if (first === '') {
    if (last === '') return undefined;
    const length = Math.min(Number(last), bytes);
    return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= bytes) return 'unsatisfiable';
  return { start, end: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) };
}

const chunkBytes = 256 * 1024;

/** Streams a byte range on demand. Closes the file at the end or if the reader cancels. */
export function streamFile(file: FileHandle, range: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = range.start;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const length = Math.min(chunkBytes, range.end + 1 - position);
          const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, position);
          if (bytesRead === 0 && length > 0) throw new Error('the file is shorter than it was');
          position += bytesRead;
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
          if (position <= range.end) return;
          await file.close();
          controller.close();
        } catch (error) {
          await file.close().catch(() => undefined);
          controller.error(toAppError(error));
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  );
}
