import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { benchDatabases, benchDynamodb } from './feed-queries.ts';
import { fillDatabase } from './fill-database.ts';
import { loadServer, loadUrl, startBareServer, startPinnedServer } from './load.ts';
import { median, printTable } from './results.ts';

const directory = fileURLToPath(new URL('../data/bench/', import.meta.url));
const cli = fileURLToPath(new URL('../server/src/entry/cli.ts', import.meta.url));
const counts = [10_000, 1_000_000];
const rounds = 5;
const seconds = 4;

/** Measures the home feed on one core with 50 connections, against a bare `node:http` server with the same bytes. */
export async function bench(): Promise<void> {
  await mkdir(directory, { recursive: true });
  const rows: (string | number)[][] = [];
  for (const count of counts) {
    const database = `${directory}feed-${count}.db`;
    if (!existsSync(database)) await fillDatabase(database, count);
    await using vitrine = await startPinnedServer(() => [process.execPath, cli, 'serve'], {
      VITRINE_DATABASE_URL: `sqlite:${database}`,
      VITRINE_STORAGE_URL: `file:${directory}media`,
      VITRINE_MAIL_URL: `folder:${directory}outbox`,
      VITRINE_SECRET_FILE: `${directory}secret`,
      VITRINE_SCRATCH: `${directory}scratch`,
      VITRINE_LOG_LEVEL: 'silent',
      VITRINE_WORKER: 'off',
    });
    const feedUrl = `${vitrine.url}/api/v1/photos?limit=50`;
    const first = await fetch(feedUrl);
    const body = await first.text();
    await using bare = await startBareServer(body);
    const pages: { name: string; url: string }[] = [
      { name: 'first page', url: feedUrl },
      {
        name: 'page 1,000',
        url: `${feedUrl}&cursor=${encodeURIComponent(await cursorOf(feedUrl, Math.min(1000, count / 50 - 1)))}`,
      },
    ];
    for (const { name, url } of pages) {
      await loadUrl(url, 2);
      const found: { ratio: number; byCpu: number; tail: number; own: number; theirs: number }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const own = await loadServer({ url, pid: vitrine.pid }, seconds);
        const theirs = await loadServer(bare, seconds);
        found.push({
          ratio: own.requestsPerSecond / theirs.requestsPerSecond,
          byCpu: theirs.cpu / own.cpu,
          tail: own.p99 / theirs.p99,
          own: own.cpu,
          theirs: theirs.cpu,
        });
      }
      const middle = (name: keyof (typeof found)[0]) => median(found.map((one) => one[name]));
      rows.push([
        count.toLocaleString('en'),
        name,
        middle('own').toFixed(0),
        middle('theirs').toFixed(0),
        middle('byCpu').toFixed(2),
        middle('ratio').toFixed(2),
        middle('tail').toFixed(1),
      ]);
    }
  }
  printTable(
    [
      'photos',
      'page',
      'Vitrine, CPU µs a request',
      'bare node:http, CPU µs',
      'ratio by CPU',
      'ratio of requests/s',
      'p99 ratio',
    ],
    rows,
  );
  console.log(`medians of ${rounds} rounds\n`);
  await benchDatabases(directory, counts);
  await benchDynamodb(counts);
}

async function cursorOf(feedUrl: string, page: number): Promise<string> {
  let cursor = '';
  for (let index = 0; index < page / 4; index += 1) {
    const url = `${feedUrl.replace('limit=50', 'limit=200')}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const answer = (await (await fetch(url)).json()) as { nextCursor: string | null };
    if (!answer.nextCursor) break;
    cursor = answer.nextCursor;
  }
  return cursor;
}
