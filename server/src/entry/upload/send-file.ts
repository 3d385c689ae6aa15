import { setTimeout as wait } from 'node:timers/promises';
import { partBytesOf } from '@vitrine/contract/limits.ts';
import type { components, paths } from '@vitrine/contract/openapi-types';
import type { ImageFile } from '../find-images.ts';
import { whyUnreadable } from '../unreadable-file.ts';
import type { ApiClient } from './api-client.ts';
import { ApiError } from './api-error.ts';
import { applyWishes, type Wishes } from './apply-wishes.ts';
import { checksumsOf } from './checksums.ts';
import { findRefusal } from './examine-file.ts';
import { sendBytes } from './send-bytes.ts';
import type { FileProgress } from './upload-progress.ts';
import { causeOf, isBrokenConnection, withRetries } from './with-retries.ts';

type Photo = components['schemas']['Photo'];
type Target = components['schemas']['UploadTarget'];
type Part = components['schemas']['UploadPart'];
type Announcement = NonNullable<paths['/uploads']['post']['requestBody']>['content']['application/json'];
type Begun = { photo: Photo; duplicate: true } | { photo: Photo; target: Target; parts?: Part[] };

export type SentFile =
  /** A `changed` photo was present as well, and was given what it lacked of the wishes. */
  | { outcome: 'sent' | 'present' | 'changed'; photoId: string }
  /** `isServerFault`: the server failed at it, as it may at others. */
  | { outcome: 'refused'; reason: string; isServerFault?: true };

export type SendOptions = {
  delay?: (milliseconds: number) => Promise<unknown>;
  progress?: Pick<FileProgress, 'sent' | 'skipped' | 'restart'>;
  /** Its turn to be announced: photos are numbered in the order of their announcements. */
  turn?: { wait(): Promise<void>; pass(): void };
};

/** How often addresses may expire before the file has arrived. */
const renewals = 5;

/**
 * Announces a file by its checksum, sends what the account does not hold of it, and completes the upload. A photo that the
 * account holds is given what is wished of it. Throws only if no other file would fare better.
 */
export async function sendFile(
  client: ApiClient,
  file: ImageFile,
  wishes: Wishes,
  { delay = wait, progress, turn }: SendOptions = {},
): Promise<SentFile> {
  try {
    const refusal = await findRefusal(file);
    if (refusal) return { outcome: 'refused', reason: refusal };
    const { sha256, parts } = await checksumsOf(file, partBytesOf(file.bytes));
    const announcement: Announcement = {
      fileName: file.name,
      contentType: file.contentType,
      bytes: file.bytes,
      sha256,
      ...(parts.length > 1 && { parts }),
      ...wishes,
    };
    await turn?.wait();
    const announce = () => client.call<Begun>('POST', '/uploads', announcement).finally(() => turn?.pass());
    const onBytes = (count: number) => progress?.sent(count);
    // From the start each time: what broke off is taken up, and the address to send to is a fresh one.
    return await withRetries(delay, async () => {
      for (let round = 1; ; round += 1) {
        const begun = await announce();
        if ('duplicate' in begun) return await keepPresent(client, begun.photo, wishes);
        const send = ({ url, ...target }: Target, range: { start: number; bytes: number }) =>
          sendBytes({ ...target, url: new URL(url, client.url).href }, file, range, onBytes);
        try {
          progress?.restart();
          if (begun.parts) await sendParts(begun.parts, send, delay, progress);
          else await send(begun.target, { start: 0, bytes: file.bytes });
        } catch (error) {
          if (holdsNoMore(error) && round < renewals) continue;
          throw error;
        }
        await client.call('POST', `/uploads/${begun.photo.id}/complete`);
        return { outcome: 'sent', photoId: begun.photo.id };
      }
    });
  } catch (error) {
    return refusalOf(error);
  }
}

/* A log-in that has ended and a limit of requests are the same for every file. */
function refusalOf(error: unknown): SentFile {
  if (isBrokenConnection(error))
    return {
      outcome: 'refused',
      reason: `The connection broke off (${causeOf(error)}).`,
      isServerFault: true,
    };
  if (!(error instanceof ApiError)) return { outcome: 'refused', reason: whyUnreadable(error) };
  if ((error.status === 401 && !error.isForeign) || error.status === 429) throw error;
  const reason = error.message;
  return error.status >= 500
    ? { outcome: 'refused', reason, isServerFault: true }
    : { outcome: 'refused', reason };
}

async function keepPresent(client: ApiClient, photo: Photo, wishes: Wishes): Promise<SentFile> {
  const applied = await applyWishes(client, photo, wishes);
  if (applied.outcome === 'refused') return applied;
  return { outcome: applied.outcome === 'changed' ? 'changed' : 'present', photoId: photo.id };
}

/* An address that expired, or whose photo was given up. */
const holdsNoMore = (error: unknown) =>
  error instanceof ApiError && !error.isForeign && (error.status === 403 || error.status === 404);

/* One after the other, so that no more than one is lost where this ends. */
async function sendParts(
  parts: readonly Part[],
  send: (target: Target, range: { start: number; bytes: number }) => Promise<void>,
  delay: (milliseconds: number) => Promise<unknown>,
  progress: SendOptions['progress'],
): Promise<void> {
  for (const { bytes, target } of parts) if (!target) progress?.skipped(bytes);
  let start = 0;
  for (const { bytes, target } of parts) {
    const range = { start, bytes };
    start += bytes;
    if (target) await withRetries(delay, () => send(target, range));
  }
}
