import { setTimeout as wait } from 'node:timers/promises';
import type { components } from '@vitrine/contract/openapi-types';
import { minutes } from '../../domain/time.ts';
import type { ApiClient } from './api-client.ts';

type PhotoPage = components['schemas']['PhotoPage'];

const firstPause = 250;
const longestPause = 3_000;
const patience = minutes(5);

export type Processed = {
  /** The reason for each photo that the server rejected. */
  rejected: ReadonlyMap<string, string>;
  /** Photos that are still unprocessed after the server finished none for minutes. */
  processing: ReadonlySet<string>;
};

/** Waits until the server has processed every photo, or none for some minutes. */
export async function awaitProcessing(
  client: Pick<ApiClient, 'call'>,
  photoIds: Iterable<string>,
  {
    onDone = () => undefined,
    delay = wait,
    now = Date.now,
  }: {
    onDone?: (count: number) => void;
    delay?: (milliseconds: number) => Promise<unknown>;
    now?: () => number;
  } = {},
): Promise<Processed> {
  let waiting = new Set(photoIds);
  const all = new Set(waiting);
  let progressAt = now();
  for (let pause = firstPause; waiting.size > 0; pause = Math.min(pause * 1.5, longestPause)) {
    const processing = await listByStatus(client, 'processing');
    const left = new Set([...waiting].filter((id) => processing.has(id)));
    if (left.size < waiting.size) {
      onDone(waiting.size - left.size);
      progressAt = now();
    }
    waiting = left;
    if (now() - progressAt >= patience) break;
    if (waiting.size > 0) await delay(pause);
  }
  const rejected = all.size > 0 ? await listByStatus(client, 'rejected') : new Map<string, string>();
  return {
    rejected: new Map([...rejected].filter(([id]) => all.has(id))),
    processing: waiting,
  };
}

async function listByStatus(
  client: Pick<ApiClient, 'call'>,
  status: 'processing' | 'rejected',
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ status, limit: '200', ...(cursor !== null && { cursor }) });
    const page: PhotoPage = await client.call<PhotoPage>('GET', `/me/photos?${query}`);
    for (const { id, statusReason } of page.items) found.set(id, statusReason ?? 'It was refused.');
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}
