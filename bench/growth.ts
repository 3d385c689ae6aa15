import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openSqlite } from '../server/src/adapters/sql/index.ts';
import type { Page } from '../server/src/ports/paging.ts';
import { createLists, fillForGrowth, type List } from './growth-data.ts';
import { median, printTable } from './results.ts';

const directory = fileURLToPath(new URL('../data/bench/', import.meta.url));
const counts = [10_000, 1_000_000] as const;
const limit = 10;
const lastPage = 1000;
const rounds = 15;
const callsAtOnce = 200;

type Measured = { name: string; list: List; first: string[]; last: string[] };

/** Measures the processor time of the first and the thousandth page of every list, in two databases. */
export async function bench(): Promise<void> {
  await mkdir(directory, { recursive: true });
  await using stack = new AsyncDisposableStack();
  const sides: Measured[][] = [];
  for (const count of counts) {
    const path = `${directory}growth-${count}.db`;
    if (!existsSync(path)) await fillForGrowth(path, `${directory}feed-${count}.db`, count, limit * lastPage);
    const database = stack.use(await openSqlite(path));
    const lists = await createLists(database);
    sides.push(await Promise.all(Object.entries(lists).map(([name, list]) => findPages(name, list))));
  }
  const [small = [], large = []] = sides;
  const rows: (string | number)[][] = [];
  for (const [index, before] of small.entries()) {
    const after = large[index];
    if (!after) throw new Error(`${before.name} is missing`);
    for (const page of ['first', 'last'] as const) {
      const times = await compare(
        () => read(before, page),
        () => read(after, page),
      );
      const name = page === 'first' ? 'first page' : `page ${lastPage.toLocaleString('en')}`;
      rows.push([before.name, name, ...times.map((value) => value.toFixed(value > 10 ? 0 : 2))]);
    }
  }
  printTable(
    ['list', 'page', '10 thousand, CPU µs', '1 million, CPU µs', 'ratio', 'ratio of the best'],
    rows,
  );
}

/** Finds the cursors of the last pages. Several of them avoid reading the same rows again and again. */
async function findPages(name: string, list: List): Promise<Measured> {
  const cursors: string[] = [];
  let page: Page<unknown> = await list({ limit });
  while (page.nextCursor && cursors.length < lastPage - 1) {
    cursors.push(page.nextCursor);
    page = await list({ limit, cursor: page.nextCursor });
  }
  if (cursors.length < lastPage - 1 || page.items.length < limit)
    throw new Error(`${name} has no page ${lastPage}`);
  return { name, list, first: [''], last: cursors.slice(-20) };
}

async function read({ list, ...pages }: Measured, which: 'first' | 'last'): Promise<void> {
  const cursors = pages[which];
  for (let call = 0; call < callsAtOnce; call += 1) {
    const cursor = cursors[call % cursors.length];
    await list({ limit, ...(cursor && { cursor }) });
  }
}

/** Measures both alternately, in microseconds a call, so that other load on the machine affects both. */
async function compare(before: () => Promise<void>, after: () => Promise<void>): Promise<number[]> {
  const times: { before: number; after: number }[] = [];
  await before();
  await after();
  for (let round = 0; round < rounds; round += 1)
    times.push({ before: await cpuOf(before), after: await cpuOf(after) });
  const small = median(times.map((time) => time.before));
  const large = median(times.map((time) => time.after));
  const best = Math.min(...times.map((time) => time.after)) / Math.min(...times.map((time) => time.before));
  return [small, large, median(times.map((time) => time.after / time.before)), best];
}

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / callsAtOnce;
}
