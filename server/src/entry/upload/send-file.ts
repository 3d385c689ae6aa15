import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { maxTagsPerPhoto, maxUploadBytes, partBytesOf } from '@vitrine/contract/limits.ts';
import type { components, paths } from '@vitrine/contract/openapi-types';
import { describeExcessBytes, examineHead, headerBytes } from '@vitrine/contract/picture-header.ts';
import { tagKey } from '../../domain/photo.ts';
import type { ImageFile } from '../find-images.ts';
import { whyUnreadable } from '../find-images.ts';
import type { ApiClient } from './api-client.ts';
import { ApiError, causeOf, isBrokenConnection, withRetries } from './api-client.ts';
import { checksumsOf, sendBytes } from './send-bytes.ts';
import type { FileProgress } from './upload-progress.ts';

type Bulk = paths['/photos/bulk']['post'];
type BulkRequest = NonNullable<Bulk['requestBody']>['content']['application/json'];
type BulkAnswer = Bulk['responses'][200]['content']['application/json'];

type UploadDefaults = { visibility?: Photo['visibility']; tags?: string[] };
type AppliedDefaults =
  | { outcome: 'changed' | 'unchanged' }
  /** The other changes may still be applied. */
  | { outcome: 'refused'; reason: string };

/** Applies the requested visibility and missing tags to a photo that was there before. Keeps its own tags. */
async function applyUploadDefaults(
  client: Pick<ApiClient, 'call'>,
  photo: Pick<Photo, 'id' | 'visibility' | 'tags'>,
  { visibility, tags = [] }: UploadDefaults,
): Promise<AppliedDefaults> {
  const present = new Set(photo.tags.map(tagKey));
  const lacking = tags.filter((tag) => !present.has(tagKey(tag)));
  // Visibility comes first, because a wrong one matters most.
  const changes: Omit<BulkRequest, 'photoIds'>[] = [
    ...(visibility && visibility !== photo.visibility ? [{ action: 'visibility' as const, visibility }] : []),
    ...(lacking.length > 0 ? [{ action: 'addTags' as const, tags: lacking }] : []),
  ];
  for (const change of changes) {
    const request: BulkRequest = { photoIds: [photo.id], ...change };
    const { results } = await client.call<BulkAnswer>('POST', '/photos/bulk', request);
    const failure = results.find(({ ok }) => !ok);
    if (failure) return { outcome: 'refused', reason: reasonOf(failure.code) };
  }
  return { outcome: changes.length > 0 ? 'changed' : 'unchanged' };
}

const reasonOf = (code: string | undefined) =>
  code === 'quota-exceeded'
    ? `It is there already, and has no room for these tags: a photo may have at most ${maxTagsPerPhoto}.`
    : 'It was there already, and was deleted in this moment. Upload it again.';

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

/** The number of times that upload URLs may expire before the file has arrived. */
const renewals = 5;

/**
 * Announces a file by its checksum, sends the missing bytes and completes the upload. A photo that the account already
 * has gets the requested visibility and tags. Throws only if no other file would fare better.
 */
export async function sendFile(
  client: ApiClient,
  file: ImageFile,
  wishes: UploadDefaults,
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

async function keepPresent(client: ApiClient, photo: Photo, wishes: UploadDefaults): Promise<SentFile> {
  const applied = await applyUploadDefaults(client, photo, wishes);
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

/** Returns why the server would refuse the file, judged by its size and first bytes, or `undefined`. */
async function findRefusal({ path, bytes }: ImageFile): Promise<string | undefined> {
  if (bytes === 0) return 'The file is empty.';
  if (bytes > maxUploadBytes) return describeExcessBytes(bytes);
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headerBytes), position: 0 });
  const examined = examineHead(buffer.subarray(0, bytesRead));
  return 'refusal' in examined ? examined.refusal : undefined;
}
