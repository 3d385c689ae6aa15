import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createMember } from '../e2e/api-client.ts';
import { startVitrine } from '../e2e/vitrine-process.ts';
import { copyOf, find24Megapixels } from './large-photos.ts';
import { memoryOf, processTree } from './process-tree.ts';
import { printTable } from './results.ts';

const photoCount = 200;
const uploadsAtOnce = 3;

/** Measures the memory of the server and its children: idle, and at most while 200 photos are uploaded. */
export async function bench(): Promise<void> {
  await using vitrine = await startVitrine({ VITRINE_LOG_LEVEL: 'silent' });
  await sleep(30_000);
  const idle = await memoryOf(vitrine.pid);
  await (await fetch(vitrine.url)).text();
  const visited = await memoryOf(vitrine.pid);

  const client = await createMember(vitrine, 'bench');
  const photo = await find24Megapixels();
  const watch = watchPeak(vitrine.pid);
  const began = performance.now();
  const numbers = Array.from({ length: photoCount }, (_, number) => number).values();
  await Promise.all(
    Array.from({ length: uploadsAtOnce }, async () => {
      for (const number of numbers) await uploadWithRetry(client, copyOf(photo, number), `${number}.jpg`);
    }),
  );
  while ((await countReady(client)) < photoCount) await sleep(500);
  const seconds = (performance.now() - began) / 1000;
  const { peak, processes } = await watch.end();
  await sleep(30_000);
  const after = await memoryOf(vitrine.pid);

  printTable(
    ['what', 'MB'],
    [
      ['idle, 30 s after the start', megabytes(idle)],
      ['after the first visit of the home page', megabytes(visited)],
      [`peak while ${photoCount} photos of 24 megapixels come in`, megabytes(peak)],
      ['30 s after the last of them', megabytes(after)],
    ],
  );
  console.log(`at the peak ${processes} processes; ${(photoCount / seconds).toFixed(2)} photos/s`);
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);

function watchPeak(pid: number) {
  const ended = new AbortController();
  const found = { peak: 0, processes: 0 };
  const watching = (async () => {
    while (!ended.signal.aborted) {
      const bytes = await memoryOf(pid);
      if (bytes > found.peak) {
        found.peak = bytes;
        found.processes = (await processTree(pid)).length;
      }
      await sleep(100);
    }
  })();
  return {
    async end() {
      ended.abort();
      await watching;
      return found;
    },
  };
}

async function uploadWithRetry(client: Client, bytes: Uint8Array<ArrayBuffer>, name: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) if (await client.upload(bytes, name)) return;
  throw new Error(`${name} was refused`);
}

type Page = { items: { status: string }[]; nextCursor: string | null };

async function countReady(client: Client): Promise<number> {
  const { items } = (await client.call('GET', '/me/photos?limit=200&status=ready')).body as Page;
  return items.length;
}
