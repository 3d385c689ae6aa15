import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../server/src/testing/servers/free-port.ts';
import { cpuSecondsOf } from './process-tree.ts';
import { median, printTable } from './results.ts';

const runs = 10;
const cli = fileURLToPath(new URL('../server/src/entry/cli.ts', import.meta.url));
const benches = fileURLToPath(new URL('./run.ts', import.meta.url));

/** Measures the time from the command to the home page, on empty and on existing data, and what npm adds. */
export async function bench(): Promise<void> {
  const first: Start[] = [];
  const again: Start[] = [];
  for (let run = 0; run < runs; run += 1) {
    const directory = await mkdtemp(join(tmpdir(), 'vitrine-start-'));
    first.push(await startOnce(directory));
    again.push(await startOnce(directory));
    await rm(directory, { recursive: true, force: true });
  }
  const npm: number[] = [];
  const node: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    // Both only print the usage.
    npm.push(await timeOf('npm', ['run', 'bench']));
    node.push(await timeOf(process.execPath, [benches]));
  }
  printTable(
    ['from the command to', 'median, ms', 'best, ms', 'CPU, ms'],
    [
      ['the first response, empty data', ...figures(first)],
      ['the first response, existing data', ...figures(again)],
      ['a script, by `npm run` instead of `node`', Math.round(median(npm) - median(node)), '', ''],
    ],
  );
}

type Start = { milliseconds: number; cpu: number };

const figures = (starts: readonly Start[]) => [
  Math.round(median(starts.map(({ milliseconds }) => milliseconds))),
  Math.round(Math.min(...starts.map(({ milliseconds }) => milliseconds))),
  Math.round(median(starts.map(({ cpu }) => cpu)) * 1000),
];

async function startOnce(directory: string): Promise<Start> {
  const port = await findFreePort();
  const began = performance.now();
  const child = spawn(process.execPath, [cli, 'serve'], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      VITRINE_DATABASE_URL: `sqlite:${directory}/vitrine.db`,
      VITRINE_STORAGE_URL: `file:${directory}/media`,
      VITRINE_MAIL_URL: `folder:${directory}/outbox`,
      VITRINE_SECRET_FILE: `${directory}/secret`,
      VITRINE_SCRATCH: `${directory}/scratch`,
      VITRINE_LOG_LEVEL: 'silent',
    },
    stdio: 'ignore',
  });
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`vitrine serve ended with ${child.exitCode}`);
    await sleep(2);
  }
  const milliseconds = performance.now() - began;
  const cpu = await cpuSecondsOf(child.pid ?? 0);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  return { milliseconds, cpu };
}

/** Returns `true` if the whole home page arrived. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    get(`http://localhost:${port}/`, { agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode === 200));
    }).once('error', () => resolve(false));
  });
}

async function timeOf(command: string, parameters: string[]): Promise<number> {
  const began = performance.now();
  await once(spawn(command, parameters, { stdio: 'ignore' }), 'exit');
  return performance.now() - began;
}
