import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMember, waitFor } from '../e2e/api-client.ts';
import { findSamplePhotos } from '../e2e/sample-photos.ts';
import { startVitrine, type VitrineProcess } from '../e2e/vitrine-process.ts';
import { median } from './median.ts';
import { startNginx } from './nginx.ts';
import { startPinnedServer } from './pinned-server.ts';
import { printTable } from './print-table.ts';
import { loadServer, loadUrl } from './wrk.ts';

const rounds = 5;
const seconds = 5;
const wantedBytes = 60_000;
const bareServer = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
/** Each with its digits. Time of the processor feels other programs on the same core less than requests a second do. */
const columns: [string, number][] = [
  ['Vitrine, requests/s', 0],
  ['nginx, requests/s', 0],
  ['ratio', 2],
  ['Vitrine, CPU µs a request', 0],
  ['nginx, CPU µs', 0],
  ['ratio by CPU', 2],
  ['bare node:http, CPU µs', 0],
  ['Vitrine, p99 ms', 1],
  ['nginx, p99 ms', 1],
  ['p99 ratio', 1],
];

/** GET of a public rendition on one core with 50 connections, against nginx serving the same file. */
export async function bench(): Promise<void> {
  await using vitrine = await startVitrine({ VITRINE_LOG_LEVEL: 'silent' });
  const { url, bytes } = await uploadAndChoose(vitrine);
  await pin(vitrine.pid);
  await using nginx = await startNginx({ 'picture.webp': bytes });
  // What Node takes for it at the least.
  await using bare = await startPinnedServer(() => [process.execPath, bareServer], {
    BODY: Buffer.from(bytes).toString('base64'),
  });
  const ours = { url, pid: vitrine.pid };
  const theirs = { url: `${nginx.url}/picture.webp`, pid: nginx.pid };

  const rows: number[][] = [];
  await loadUrl(ours.url, 3);
  for (let round = 0; round < rounds; round += 1) {
    const [a, b, c] = [
      await loadServer(ours, seconds),
      await loadServer(theirs, seconds),
      await loadServer(bare, seconds),
    ];
    rows.push([
      a.requestsPerSecond,
      b.requestsPerSecond,
      a.requestsPerSecond / b.requestsPerSecond,
      a.cpu,
      b.cpu,
      b.cpu / a.cpu,
      c.cpu,
      a.p99,
      b.p99,
      a.p99 / b.p99,
    ]);
  }
  const medians = columns.map((_, at) => median(rows.map((row) => row[at] ?? Number.NaN)));
  printTable(
    ['round', ...columns.map(([head]) => head)],
    [...rows, medians].map((row, index) => [
      index < rows.length ? index + 1 : 'median',
      ...row.map((value, at) => value.toFixed(columns[at]?.[1])),
    ]),
  );
  console.log(`${bytes.byteLength.toLocaleString('en')} bytes of WebP, each server on one core`);
}

/** The rendition that is nearest in size to what a page of photos mostly asks for. */
async function uploadAndChoose(vitrine: VitrineProcess): Promise<{ url: string; bytes: Uint8Array }> {
  const client = await createMember(vitrine, 'bench');
  for (const file of await findSamplePhotos(5))
    await client.upload(new Uint8Array(await readFile(file)), basename(file));
  type Photo = { status: string; renditions: { url: string; format: string }[] };
  const { items } = await waitFor(
    async () => (await client.call('GET', '/me/photos')).body as { items: Photo[] },
    ({ items }) => items.every(({ status }) => status === 'ready'),
  );
  const origin = vitrine.url.replace('localhost', '127.0.0.1');
  const found = await Promise.all(
    items
      .flatMap(({ renditions }) => renditions.filter(({ format }) => format === 'webp'))
      .map(async ({ url: path }) => {
        const url = new URL(path, origin).href;
        return { url, bytes: new Uint8Array(await (await fetch(url)).arrayBuffer()) };
      }),
  );
  const distance = (bytes: Uint8Array) => Math.abs(bytes.byteLength - wantedBytes);
  const [best] = found.sort((a, b) => distance(a.bytes) - distance(b.bytes));
  if (!best) throw new Error('no photo has renditions');
  return best;
}

/** With all its threads. */
async function pin(pid: number): Promise<void> {
  const [code] = await once(
    spawn('taskset', ['-a', '-p', '-c', '0', String(pid)], { stdio: 'ignore' }),
    'exit',
  );
  if (code !== 0) throw new Error('taskset failed (Debian: apt-get install util-linux)');
}
