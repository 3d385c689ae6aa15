import type { UploadTarget } from './run-upload.ts';
import { storeFaultOf } from './store-fault.ts';
import { UploadFault } from './upload-fault.ts';

/** The browser sets these itself and lets nobody else do it. */
const forbidden = new Set(['content-length', 'host', 'connection', 'expect', 'transfer-encoding']);

/** A file or a part of it. By XMLHttpRequest: `fetch` tells nothing of how much is sent. */
export async function sendPart(
  { url, headers }: UploadTarget,
  part: Blob,
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { status, text, retryAfter } = await put(url, headers, part, onProgress, signal);
  // A log-in page of a network answers 200 as well, and keeps the file.
  if (status >= 200 && status < 300 && text.trim() === '') return;
  // The store has it: an earlier attempt came through, but its answer did not.
  if (status === 412) return;
  if (status === 0 && !(await isReadable(part))) throw new UploadFault('stop', 'unreadable');
  throw storeFaultOf(status, text, retryAfter);
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
    // Otherwise Firefox reads the empty answer as XML, and complains of it.
    request.responseType = 'text';
    for (const [name, value] of Object.entries(headers))
      if (!forbidden.has(name.toLowerCase())) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(Math.min(loaded, part.size)));
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', abort);
      resolve({
        status: request.status,
        text: request.responseText,
        // Asking a store elsewhere for a header that it does not show is complained of; the list of all holds what it shows.
        retryAfter: /^retry-after: *(.+)$/imu.exec(request.getAllResponseHeaders())?.[1]?.trim() ?? null,
      });
    });
    signal.addEventListener('abort', abort, { once: true });
    request.send(part);
  });
}

/** A file that was moved, deleted or changed since it was picked fails like a lost network. */
async function isReadable(part: Blob): Promise<boolean> {
  try {
    await part.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
