import type { UploadTarget } from './run-upload.ts';
import { errorFromStore, UploadError } from './upload-error.ts';

/** Only the browser may set these headers. */
const forbiddenHeaders = new Set(['content-length', 'host', 'connection', 'expect', 'transfer-encoding']);

/** Sends a file or a part of it. Uses XMLHttpRequest, because `fetch` reports no upload progress. */
export async function sendPart(
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
