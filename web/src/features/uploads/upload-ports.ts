import { answer } from '../../api/answer.ts';
import { problemFrom } from '../../api/api-problem.ts';
import { api } from '../../api/client.ts';
import type { Photo } from '../../api/types.ts';
import { changeInBulk } from '../../shared/selection/change-in-bulk.ts';
import { createFileHasher } from './file-hasher.ts';
import { foreignFaultOf, isForeignAnswer } from './foreign-answer.ts';
import type { FilePart, UploadPorts, UploadTarget } from './run-upload.ts';
import { sendPart } from './send-part.ts';
import { faultOf, millisecondsOf, UploadFault } from './upload-fault.ts';

/** The browser's and the API's side of an upload. */
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
      const begun = await told(api.POST('/uploads', { body }));
      return { photo: begun.photo, parts: 'target' in begun ? partsOf(begun, file.size) : undefined };
    },
    send: sendPart,
    async complete(id, signal) {
      const request = api.POST('/uploads/{id}/complete', { params: { path: { id } }, signal });
      // Given up meanwhile, or the bytes are not where they should be: from the beginning, then.
      const renewing = (status: number) => status === 404 || status === 409;
      return (await told(request, renewing)).photo;
    },
    async giveUp(id) {
      await answer(api.DELETE('/uploads/{id}', { params: { path: { id } }, keepalive: true }));
    },
    share: async (photoIds, sharing) =>
      (await changeInBulk(photoIds, { action: 'visibility', ...sharing })).done,
    pause,
    isOnline: () => navigator.onLine,
  };
}

/** Files that cannot be read, and a page that cannot fetch this part, are found out by the steps that follow. */
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

type Told<T> = { data?: T; error?: unknown; response: Response };

async function told<T>(request: Promise<Told<T>>, renewing?: (status: number) => boolean): Promise<T> {
  const { data, error, response } = await request.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    // An answer came, and is no JSON: a log-in page of a network, say.
    if (cause instanceof SyntaxError) throw foreignFaultOf(200, undefined);
    throw faultOf(0, '', null);
  });
  if (response.ok && data !== undefined) return data;
  const retryAfter = response.headers.get('retry-after');
  if (isForeignAnswer(response.status, typeof error === 'string' ? error : JSON.stringify(error ?? '')))
    throw foreignFaultOf(response.status, millisecondsOf(retryAfter));
  const problem = problemFrom(response.status, error);
  if (renewing?.(response.status)) throw new UploadFault('renew', { detail: problem.message });
  const detail = Object.values(problem.fields)[0] ?? problem.message;
  throw faultOf(response.status, detail, retryAfter);
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
