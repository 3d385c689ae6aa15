import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { maxUploadBytes } from '@vitrine/contract/limits.ts';
import type { components, paths } from '@vitrine/contract/openapi-types';
import type { ImageFile } from '../find-images.ts';
import type { ApiClient } from './api-client.ts';
import { ApiError } from './api-error.ts';
import { withRetries } from './with-retries.ts';

type Photo = components['schemas']['Photo'];
type Target = components['schemas']['UploadTarget'];
type Announcement = NonNullable<paths['/uploads']['post']['requestBody']>['content']['application/json'];
type Begun = { photo: Photo; duplicate: true } | { photo: Photo; target: Target };

export type Wishes = Pick<Announcement, 'visibility' | 'tags'>;
export type SentFile =
  | { outcome: 'sent' | 'present'; photoId: string }
  | { outcome: 'refused'; reason: string };

/* As long as the address to send to holds. */
const sendTimeout = 60 * 60 * 1000;

/** Announces a file by its checksum, sends it if the account does not hold it, and says that it is there. */
export async function sendFile(
  client: ApiClient,
  file: ImageFile,
  wishes: Wishes,
  delay: (milliseconds: number) => Promise<unknown> = wait,
): Promise<SentFile> {
  if (file.bytes === 0) return { outcome: 'refused', reason: 'The file is empty.' };
  if (file.bytes > maxUploadBytes)
    return { outcome: 'refused', reason: `A file may have at most ${maxUploadBytes / 1024 / 1024} MB.` };
  const sha256 = await checksum(file.path);
  const announcement: Announcement = {
    fileName: file.name,
    contentType: file.contentType,
    bytes: file.bytes,
    sha256,
    ...wishes,
  };
  try {
    // From the start each time: what broke off is taken up, and the address to send to is a fresh one.
    return await withRetries(delay, async () => {
      const begun = await client.call<Begun>('POST', '/uploads', announcement);
      if ('duplicate' in begun) return { outcome: 'present', photoId: begun.photo.id };
      await sendBytes(file, begun.target);
      await client.call('POST', `/uploads/${begun.photo.id}/complete`);
      return { outcome: 'sent', photoId: begun.photo.id };
    });
  } catch (error) {
    const isOfThisFile = error instanceof ApiError && error.status !== 401 && error.status < 500;
    if (!isOfThisFile || error.status === 429) throw error;
    return { outcome: 'refused', reason: error.message };
  }
}

async function checksum(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}

async function sendBytes(file: ImageFile, target: Target): Promise<void> {
  const request: RequestInit & { duplex: 'half' } = {
    method: target.method,
    headers: { ...target.headers, 'content-length': String(file.bytes) },
    // The same stream by another type: Node's and the DOM's differ in name only.
    body: Readable.toWeb(createReadStream(file.path)) as ReadableStream<Uint8Array>,
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
