import type { HashAnswer, HashRequest } from './hash-worker.ts';
import type { FileChecksums } from './run-upload.ts';
import { UploadError } from './upload-error.ts';

/** Hashes files in a worker; resolves to `undefined` if workers do not run. */
export type HashFile = (file: Blob, signal: AbortSignal) => Promise<FileChecksums | undefined>;

type Waiting = {
  resolve: (checksums: FileChecksums | undefined) => void;
  reject: (reason: unknown) => void;
};

export function createFileHasher(): HashFile {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let isBroken = false;
  let lastId = 0;

  const start = () => {
    worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<HashAnswer>) => {
      const found = waiting.get(data.id);
      waiting.delete(data.id);
      if ('checksums' in data) found?.resolve(data.checksums);
      else found?.reject(new UploadError('stop', 'unreadable'));
    });
    worker.addEventListener('error', () => {
      isBroken = true;
      for (const { resolve } of waiting.values()) resolve(undefined);
      waiting.clear();
    });
    return worker;
  };

  return (file, signal) => {
    if (isBroken) return Promise.resolve(undefined);
    lastId += 1;
    const id = lastId;
    const ask = (request: HashRequest) => (worker ?? start()).postMessage(request);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      signal.addEventListener('abort', () => {
        if (!waiting.delete(id)) return;
        ask({ cancel: id });
        reject(signal.reason);
      });
      ask({ id, file });
    });
  };
}
