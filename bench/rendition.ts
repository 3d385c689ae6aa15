import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createMember, waitFor } from '../e2e/api-client.ts';
import { findSamplePhotos } from '../e2e/sample-photos.ts';
import { startVitrine, type VitrineProcess } from '../e2e/vitrine-process.ts';
import { loadServer, loadUrl, type PinnedServer, startBareServer, startPinnedServer } from './load.ts';
import { median, printTable } from './results.ts';

/** Starts nginx with one worker, `sendfile`, and no access log. */
async function startNginx(files: Record<string, Uint8Array>): Promise<PinnedServer> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-nginx-'));
  const path = join(directory, 'nginx.conf');
  await mkdir(join(directory, 'files'));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(directory, 'files', name), bytes);
  const server = await startPinnedServer(async (port) => {
    await writeFile(path, configuration(directory, port));
    return ['nginx', '-c', path, '-p', directory, '-e', 'stderr'];
  }).catch((cause) => {
    throw new Error('nginx did not start (Debian: apt-get install nginx)', { cause });
  });
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const configuration = (directory: string, port: number) => `
daemon off;
worker_processes 1;
pid ${directory}/pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 256; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  types { image/webp webp; }
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  server { listen 127.0.0.1:${port}; root ${directory}/files; }
}
`;

const rounds = 5;
const seconds = 5;
const wantedBytes = 60_000;
/** Columns with their number of digits. Processor time depends less on other programs than requests a second do. */
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

/** Measures GET of a public rendition on one core with 50 connections, against nginx with the same file. */
export async function bench(): Promise<void> {
  await using vitrine = await startVitrine({ VITRINE_LOG_LEVEL: 'silent' });
  const { url, bytes } = await uploadAndChoose(vitrine);
  await pin(vitrine.pid);
  await using nginx = await startNginx({ 'picture.webp': bytes });
  await using bare = await startBareServer(bytes);
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

/** Returns the rendition whose size is closest to that of a typical grid picture. */
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

/** Pins all threads of a process to the first core. */
async function pin(pid: number): Promise<void> {
  const [code] = await once(
    spawn('taskset', ['-a', '-p', '-c', '0', String(pid)], { stdio: 'ignore' }),
    'exit',
  );
  if (code !== 0) throw new Error('taskset failed (Debian: apt-get install util-linux)');
}
