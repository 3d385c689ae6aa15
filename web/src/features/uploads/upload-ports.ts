import { api } from '../../api/client.ts';
import { problemFrom, unwrap } from '../../api/request.ts';
import type { Photo } from '../../api/types.ts';
import { changePhotosInBulk } from '../../shared/selection/bulk-change.ts';
import { createFileHasher } from './file-hasher.ts';
import type { FilePart, UploadPorts, UploadTarget } from './run-upload.ts';
import {
  errorFromProxy,
  errorFromStatus,
  errorFromStore,
  isProxyResponse,
  parseRetryAfter,
  UploadError,
} from './upload-error.ts';

/** Implements the upload's side effects with browser APIs and the HTTP API. */
export function createUploadPorts(): UploadPorts {
  return {
    examine,
    hash: createFileHasher(),
    async begin({ file, contentType, checksums, albumId, sharing }) {
      const body = {
        fileName: file.name,
        contentType,
        bytes: file.size,
        ...(checksums && { sha256: checksums.sha256 }),
        ...(checksums &&
          checksums.parts.length > 1 && { parts: checksums.parts.map((sha256) => ({ sha256 })) }),
        ...(albumId && { albumId }),
        ...sharing,
      };
      const begun = await unwrapUpload(api.POST('/uploads', { body }));
      return { photo: begun.photo, parts: 'target' in begun ? partsOf(begun, file.size) : undefined };
    },
    send: sendPart,
    async complete(id, signal) {
      const request = api.POST('/uploads/{id}/complete', { params: { path: { id } }, signal });
      // The upload was cancelled, or bytes are missing: begin again.
      const renewing = (status: number) => status === 404 || status === 409;
      return (await unwrapUpload(request, renewing)).photo;
    },
    async cancel(id) {
      await unwrap(api.DELETE('/uploads/{id}', { params: { path: { id } }, keepalive: true }));
    },
    share: async (photoIds, sharing) =>
      (await changePhotosInBulk(photoIds, { action: 'visibility', ...sharing })).done,
    pause,
    isOnline: () => navigator.onLine,
  };
}

/** Inspects a file's first bytes. Ignores read errors and missing chunks, which later steps report. */
async function examine(file: File) {
  try {
    const { examineHead, headerBytes } = await import('@vitrine/contract/picture-header.ts');
    return examineHead(new Uint8Array(await file.slice(0, headerBytes).arrayBuffer()));
  } catch {
    return undefined;
  }
}

type Targets = { target: UploadTarget; parts?: { bytes: number; target: UploadTarget | null }[] };

function partsOf({ target, parts }: Targets, bytes: number): FilePart[] {
  let end = 0;
  return (parts ?? [{ bytes, target }]).map((part) => {
    end += part.bytes;
    return { start: end - part.bytes, bytes: part.bytes, target: part.target ?? undefined };
  });
}

export async function readPhoto(id: string): Promise<Photo | undefined> {
  const { data, error, response } = await api.GET('/photos/{id}', { params: { path: { id } } });
  if (data) return data;
  if (response.status === 404) return undefined;
  throw problemFrom(response.status, error);
}

type ApiResult<T> = { data?: T; error?: unknown; response: Response };

async function unwrapUpload<T>(
  request: Promise<ApiResult<T>>,
  renewing?: (status: number) => boolean,
): Promise<T> {
  const { data, error, response } = await request.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    // The response is no JSON, for example a captive portal's page.
    if (cause instanceof SyntaxError) throw errorFromProxy(200, undefined);
    throw errorFromStatus(0, '', null);
  });
  if (response.ok && data !== undefined) return data;
  const retryAfter = response.headers.get('retry-after');
  if (isProxyResponse(response.status, typeof error === 'string' ? error : JSON.stringify(error ?? '')))
    throw errorFromProxy(response.status, parseRetryAfter(retryAfter));
  const problem = problemFrom(response.status, error);
  if (renewing?.(response.status)) throw new UploadError('renew', { detail: problem.message });
  const detail = Object.values(problem.fields)[0] ?? problem.message;
  throw errorFromStatus(response.status, detail, retryAfter);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, milliseconds);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}

/** Only the browser may set these headers. */
const forbiddenHeaders = new Set(['content-length', 'host', 'connection', 'expect', 'transfer-encoding']);

/** Sends a file or a part of it. Uses XMLHttpRequest, because `fetch` reports no upload progress. */
async function sendPart(
  { url, headers }: UploadTarget,
  part: Blob,
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { status, text, retryAfter } = await put(url, headers, part, onProgress, signal);
  // A captive portal also answers 200, with a page.
  if (status >= 200 && status < 300 && text.trim() === '') return;
  // The store already has the part: the response to an earlier attempt was lost.
  if (status === 412) return;
  if (status === 0 && !(await isReadable(part))) throw new UploadError('stop', 'unreadable');
  throw errorFromStore(status, text, retryAfter);
}

type Answer = { status: number; text: string; retryAfter: string | null };

function put(
  url: string,
  headers: Record<string, string>,
  part: Blob,
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => {
      request.abort();
      reject(signal.reason);
    };
    request.open('PUT', url);
    // Without this, Firefox parses the empty response as XML and logs an error.
    request.responseType = 'text';
    for (const [name, value] of Object.entries(headers))
      if (!forbiddenHeaders.has(name.toLowerCase())) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(Math.min(loaded, part.size)));
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', abort);
      resolve({
        status: request.status,
        text: request.responseText,
        // `getResponseHeader` logs an error for a header that CORS hides, so search the visible headers.
        retryAfter: /^retry-after: *(.+)$/imu.exec(request.getAllResponseHeaders())?.[1]?.trim() ?? null,
      });
    });
    signal.addEventListener('abort', abort, { once: true });
    request.send(part);
  });
}

/** Detects a file that was moved, deleted or changed since it was chosen; sending it fails like a lost network. */
async function isReadable(part: Blob): Promise<boolean> {
  try {
    await part.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
