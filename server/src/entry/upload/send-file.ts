import { setTimeout as wait } from 'node:timers/promises';
import { maxUploadBytes, partBytesOf } from '@vitrine/contract/limits.ts';
import type { components, paths } from '@vitrine/contract/openapi-types';
import type { ImageFile } from '../find-images.ts';
import type { ApiClient } from './api-client.ts';
import { ApiError } from './api-error.ts';
import { applyWishes, type Wishes } from './apply-wishes.ts';
import { checksumsOf } from './checksums.ts';
import { sendBytes } from './send-bytes.ts';
import { withRetries } from './with-retries.ts';

type Photo = components['schemas']['Photo'];
type Target = components['schemas']['UploadTarget'];
type Part = components['schemas']['UploadPart'];
type Announcement = NonNullable<paths['/uploads']['post']['requestBody']>['content']['application/json'];
type Begun = { photo: Photo; duplicate: true } | { photo: Photo; target: Target; parts?: Part[] };

export type SentFile =
  /** `changed` was present as well, and was given what it lacked of what is wished. */
  { outcome: 'sent' | 'present' | 'changed'; photoId: string } | { outcome: 'refused'; reason: string };

/** How often addresses may expire before the file has arrived. */
const renewals = 5;

/**
 * Announces a file by its checksum, sends what the account does not hold of it, and says that it is there. One that the
 * account holds is given what is wished of it.
 */
export async function sendFile(
  client: ApiClient,
  file: ImageFile,
  wishes: Wishes,
  delay: (milliseconds: number) => Promise<unknown> = wait,
): Promise<SentFile> {
  if (file.bytes === 0) return { outcome: 'refused', reason: 'The file is empty.' };
  if (file.bytes > maxUploadBytes)
    return { outcome: 'refused', reason: `A file may have at most ${maxUploadBytes / 1024 / 1024} MB.` };
  const { sha256, parts } = await checksumsOf(file, partBytesOf(file.bytes));
  const announcement: Announcement = {
    fileName: file.name,
    contentType: file.contentType,
    bytes: file.bytes,
    sha256,
    ...(parts.length > 1 && { parts }),
    ...wishes,
  };
  try {
    // From the start each time: what broke off is taken up, and the address to send to is a fresh one.
    return await withRetries(delay, async () => {
      for (let round = 1; ; round += 1) {
        const begun = await client.call<Begun>('POST', '/uploads', announcement);
        if ('duplicate' in begun) return await keepPresent(client, begun.photo, wishes);
        try {
          if (begun.parts) await sendParts(file, begun.parts, delay);
          else await sendBytes(begun.target, file, { start: 0, bytes: file.bytes });
        } catch (error) {
          if (holdsNoMore(error) && round < renewals) continue;
          throw error;
        }
        await client.call('POST', `/uploads/${begun.photo.id}/complete`);
        return { outcome: 'sent', photoId: begun.photo.id };
      }
    });
  } catch (error) {
    const isOfThisFile = error instanceof ApiError && error.status !== 401 && error.status < 500;
    if (!isOfThisFile || error.status === 429) throw error;
    return { outcome: 'refused', reason: error.message };
  }
}

async function keepPresent(client: ApiClient, photo: Photo, wishes: Wishes): Promise<SentFile> {
  const applied = await applyWishes(client, photo, wishes);
  if (applied.outcome === 'refused') return applied;
  return { outcome: applied.outcome === 'changed' ? 'changed' : 'present', photoId: photo.id };
}

/* An address that expired, or whose photo was given up. */
const holdsNoMore = (error: unknown) =>
  error instanceof ApiError && (error.status === 403 || error.status === 404);

/* One after the other, so that no more than one is lost where this ends. */
async function sendParts(
  file: ImageFile,
  parts: readonly Part[],
  delay: (milliseconds: number) => Promise<unknown>,
): Promise<void> {
  let start = 0;
  for (const { bytes, target } of parts) {
    const range = { start, bytes };
    start += bytes;
    if (target) await withRetries(delay, () => sendBytes(target, file, range));
  }
}
