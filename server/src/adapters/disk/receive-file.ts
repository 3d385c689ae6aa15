import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import { makeDirectory, removeFile } from './durable-files.ts';
import type { SignedPut } from './presigned-urls.ts';

type ReceiveOptions = {
  /** Path of the temporary file for the body. */
  path: string;
  minRate: MinRate;
  /** Throws if the URL accepts nothing, whatever the body. */
  begin(): Promise<UploadSlot>;
  /** Publishes the complete draft under its name. */
  publish(path: string): Promise<void>;
};

/** Stores the body if it is complete and matches the signed request; otherwise stores nothing. */
export async function receiveFile(
  request: Request,
  signed: SignedPut,
  { path, minRate, begin, publish }: ReceiveOptions,
): Promise<Response> {
  checkHeaders(request.headers, signed);
  const slot = await begin().catch(async (refusal) => {
    // Reads the body to its end: a sender that is cut off earlier does not read the response.
    for await (const _ of readBody(request, signed, minRate, undefined));
    throw refusal;
  });
  try {
    await write(path, checked(readBody(request, signed, minRate, slot.signal), signed));
    await publish(path);
  } catch (error) {
    await removeFile(path);
    throw error;
  } finally {
    slot.end();
  }
  return new Response(null, { status: 200 });
}

async function write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  await makeDirectory(dirname(path));
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(chunks);
    await file.sync();
  } finally {
    await file.close();
  }
}

function checkHeaders(headers: Headers, signed: SignedPut): void {
  const length = headers.get('content-length');
  if (length === null)
    throw new AppError('invalid-request', 'The request must state the length of the file (Content-Length).');
  if (Number(length) > signed.bytes) throw tooLong(signed);
  if (Number(length) !== signed.bytes) throw tooShort(signed);
  if (headers.get('content-type')?.toLowerCase() !== signed.contentType.toLowerCase())
    throw new AppError('forbidden', `This URL accepts ${signed.contentType} only (Content-Type).`);
}

async function* checked(chunks: AsyncIterable<Uint8Array>, { sha256 }: SignedPut) {
  const hash = sha256 === undefined ? undefined : createHash('sha256');
  for await (const chunk of chunks) {
    hash?.update(chunk);
    yield chunk;
  }
  if (hash && hash.digest('hex') !== sha256)
    throw new AppError(
      'invalid-request',
      'The file is damaged: its checksum differs from the announced one.',
    );
}

/** Minimum transfer rate: at least `minBytes` in every `window` milliseconds of waiting. */
export type MinRate = { window: number; minBytes: number };

/**
 * Reads a body of exactly the signed length. Throws if it is longer, shorter or too slow, or if the signal aborts.
 * Time that the server spends writing does not count.
 */
async function* readBody(
  { body }: Request,
  signed: SignedPut,
  minRate: MinRate,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  // Ends a pending read as if the body ended.
  const cancel = () => void reader?.cancel().catch(() => undefined);
  signal?.addEventListener('abort', cancel);
  let bytes = 0;
  let timeLeft = minRate.window;
  let bytesDue = minRate.minBytes;
  try {
    while (!signal?.aborted) {
      const startedAt = performance.now();
      const timer = setTimeout(cancel, timeLeft);
      const { value } = (await reader?.read().catch(() => undefined)) ?? {};
      clearTimeout(timer);
      if (!value) break;
      timeLeft -= performance.now() - startedAt;
      bytesDue -= value.byteLength;
      if (bytesDue <= 0) ({ window: timeLeft, minBytes: bytesDue } = minRate);
      else if (timeLeft <= 0 && bytes + value.byteLength < signed.bytes) throw tooSlow();
      bytes += value.byteLength;
      if (bytes > signed.bytes) throw tooLong(signed);
      yield value;
    }
    if (signal?.aborted) throw new AppError('conflict', 'A newer request is sending this file.');
    if (bytes < signed.bytes) throw tooShort(signed);
  } finally {
    signal?.removeEventListener('abort', cancel);
    reader?.releaseLock();
  }
}

const tooSlow = () => new AppError('invalid-request', 'The file arrived too slowly. Send it again.');
const tooLong = ({ bytes }: SignedPut) =>
  new AppError('too-large', `This URL accepts ${bytes} bytes at most.`);
const tooShort = ({ bytes }: SignedPut) =>
  new AppError('invalid-request', `The file is incomplete: ${bytes} bytes were announced.`);

/** A slot for one body that is being received. */
type UploadSlot = {
  /** Aborts if a newer request for the same URL takes over. */
  signal: AbortSignal;
  end(): void;
};

type UploadSlots = { begin(url: string, accountId: AccountId): Promise<UploadSlot> };

/**
 * Admits one body per URL, the newest, and a limited number per account. Unfinished bodies therefore exceed the
 * account's quota by a few parts at most.
 */
export function createUploadSlots(maxPerAccount: number): UploadSlots {
  const active = new Map<string, { controller: AbortController; ended: Promise<void> }>();
  const counts = new Map<AccountId, number>();

  const count = (accountId: AccountId, difference: 1 | -1) => {
    const present = (counts.get(accountId) ?? 0) + difference;
    if (present > 0) counts.set(accountId, present);
    else counts.delete(accountId);
  };

  return {
    async begin(url, accountId) {
      const previous = active.get(url);
      // A body that replaces another needs no additional slot.
      if (!previous && (counts.get(accountId) ?? 0) >= maxPerAccount)
        throw new AppError(
          'too-many-requests',
          `At most ${maxPerAccount} files can be sent at once. Wait for one of them to finish.`,
          { retryAfter: 5 },
        );
      const controller = new AbortController();
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      const own = { controller, ended };
      active.set(url, own);
      count(accountId, 1);
      previous?.controller.abort();
      await previous?.ended;
      return {
        signal: controller.signal,
        end() {
          if (active.get(url) === own) active.delete(url);
          count(accountId, -1);
          resolve();
        },
      };
    },
  };
}
