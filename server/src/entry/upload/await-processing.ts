import { setTimeout as wait } from 'node:timers/promises';
import type { components } from '@vitrine/contract/openapi-types';
import type { ApiClient } from './api-client.ts';

type PhotoPage = components['schemas']['PhotoPage'];

const firstPause = 250;
const longestPause = 3_000;

/** Until the server has looked at each of the photos. Answers those it rejected, and why. */
export async function awaitProcessing(
  client: ApiClient,
  photoIds: Iterable<string>,
  {
    onDone = () => undefined,
    delay = wait,
  }: {
    onDone?: (count: number) => void;
    delay?: (milliseconds: number) => Promise<unknown>;
  } = {},
): Promise<Map<string, string>> {
  let waiting = new Set(photoIds);
  const all = new Set(waiting);
  for (let pause = firstPause; waiting.size > 0; pause = Math.min(pause * 1.5, longestPause)) {
    const processing = await listByStatus(client, 'processing');
    const left = new Set([...waiting].filter((id) => processing.has(id)));
    onDone(waiting.size - left.size);
    waiting = left;
    if (waiting.size > 0) await delay(pause);
  }
  if (all.size === 0) return new Map();
  const rejected = await listByStatus(client, 'rejected');
  return new Map([...rejected].filter(([id]) => all.has(id)));
}

async function listByStatus(
  client: ApiClient,
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
