import { setTimeout as wait } from 'node:timers/promises';
import type { components } from '@vitrine/contract/openapi-types';
import { pathTo } from '@vitrine/contract/pages.ts';
import { minutes } from '../../domain/time.ts';
import type { FoundImage } from '../find-images.ts';
import { createProgress, inParallel } from '../progress.ts';
import { CommandError, terminalText } from '../terminal.ts';
import { type AlbumOptions, type FilledAlbums, fillAlbums, planAlbums, removeFromAlbums } from './albums.ts';
import type { ApiClient } from './api-client.ts';
import { ApiError } from './api-client.ts';
import { sendFile } from './send-file.ts';
import { createUploadProgress } from './upload-progress.ts';
import { createReport, type FileResult, refusalLine, type UploadReport } from './upload-report.ts';

type PhotoPage = components['schemas']['PhotoPage'];

const firstPause = 250;
const longestPause = 3_000;
const patience = minutes(5);

type Processed = {
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

export type UploadOptions = {
  visibility: components['schemas']['Photo']['visibility'] | undefined;
  tags: readonly string[];
  albums: AlbumOptions;
  atOnce: number;
  /** Prints a line for each file, and not only for those that are refused. */
  isTalkative: boolean;
};

/* A server that fails as often in a row fails at the next file too. */
const mostServerFaults = 3;

/** Uploads the images. Reports unsendable files as refused and continues. Reports why a run ended early. */
export async function uploadFiles(
  client: ApiClient,
  images: readonly FoundImage[],
  { visibility, tags, albums, atOnce, isTalkative }: UploadOptions,
): Promise<UploadReport> {
  const wishes = { ...(visibility && { visibility }), ...(tags.length > 0 && { tags: [...tags] }) };
  const results: FileResult[] = [];
  const urlOf = (photoId: string) => `${client.url}${pathTo`/photos/${photoId}`}`;
  const albumUrl = ({ id, title }: { id: string; title: string }) => ({
    id,
    title,
    url: `${client.url}${pathTo`/albums/${id}`}`,
  });

  const stopped = await sendAll(client, images, { wishes, atOnce, isTalkative, results });
  if (stopped !== undefined) return createReport(images, results, { albums: [], stopped, urlOf });

  const arrived = images.flatMap((image, index) => {
    const result = results[index];
    return result && 'photoId' in result ? [{ photoId: result.photoId, image }] : [];
  });
  let filled: FilledAlbums = { albums: [], failures: [] };
  const progress = createProgress('photo', arrived.length, { participle: 'processed' });
  try {
    // Before the waiting, so that the albums are complete even if that is interrupted.
    filled = await fillAlbums(client, planAlbums(arrived, albums), visibility);
    const photoIds = new Set(arrived.map(({ photoId }) => photoId));
    const { rejected, processing } = await awaitProcessing(client, photoIds, { onDone: progress.advance });
    for (const [index, result] of results.entries()) {
      const reason = result && 'photoId' in result ? rejected.get(result.photoId) : undefined;
      if (reason === undefined) continue;
      results[index] = { outcome: 'refused', reason };
      progress.note(refusalLine(images[index]?.path ?? '', reason));
    }
    await removeFromAlbums(
      client,
      filled.albums.map(({ id }) => id),
      [...rejected.keys()],
    );
    const report = createReport(images, results, {
      albums: filled.albums.map(albumUrl),
      stopped: null,
      processing,
      urlOf,
    });
    for (const { title, reason } of filled.failures) {
      report.refused.push({ path: title, reason: `Album: ${reason}` });
      progress.note(refusalLine(`album “${title}”`, reason));
    }
    return report;
  } catch (error) {
    const reason = whyStopped(error);
    return createReport(images, results, { albums: filled.albums.map(albumUrl), stopped: reason, urlOf });
  } finally {
    progress.end();
  }
}

type Sending = {
  wishes: Parameters<typeof sendFile>[2];
  atOnce: number;
  isTalkative: boolean;
  /** Filled in the order of the images. */
  results: FileResult[];
};

/** Sends every image; returns the reason if it stopped before the last. */
async function sendAll(
  client: ApiClient,
  images: readonly FoundImage[],
  { wishes, atOnce, isTalkative, results }: Sending,
): Promise<string | undefined> {
  const bytes = images.reduce((sum, image) => sum + image.bytes, 0);
  const progress = createUploadProgress({ files: images.length, bytes });
  const turns = createMutex();
  let serverFaults = 0;
  try {
    await inParallel(images.entries(), atOnce, async ([index, image]) => {
      const meter = progress.begin(image);
      const turn = { wait: () => turns.wait(index), pass: () => turns.pass(index) };
      try {
        const result = await sendFile(client, image, wishes, { progress: meter, turn });
        results[index] = result;
        if (result.outcome === 'refused') progress.note(refusalLine(image.path, result.reason));
        else if (isTalkative) progress.note(`${result.outcome.padEnd(7)}  ${terminalText(image.path)}`);
        serverFaults = 'isServerFault' in result ? serverFaults + 1 : 0;
        if (serverFaults >= mostServerFaults && result.outcome === 'refused')
          throw new CommandError(result.reason);
      } finally {
        turns.pass(index);
        meter.settled();
      }
    });
    return undefined;
  } catch (error) {
    return whyStopped(error);
  } finally {
    progress.end();
  }
}

/* Anything else is a fault of this program, and is told with its stack. */
function whyStopped(error: unknown): string {
  if (error instanceof ApiError || error instanceof CommandError) return error.message;
  throw error;
}

/** Lets work that runs in parallel through one point in the order of its numbers. */
function createMutex() {
  const gates: PromiseWithResolvers<void>[] = [];
  const gate = (number: number) => {
    gates[number] ??= Promise.withResolvers<void>();
    return gates[number];
  };
  return {
    /** Resolves once every number before this one has passed. */
    wait: (number: number): Promise<void> => (number === 0 ? Promise.resolve() : gate(number - 1).promise),
    /** Idempotent. */
    pass: (number: number): void => gate(number).resolve(),
  };
}
