import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lambdaBackend } from '../server/src/testing/app/backends.ts';
import { builtBundles } from '../server/src/testing/lambda/built-bundles.ts';
import { startLambdaApp } from '../server/src/testing/lambda/lambda-app.ts';
import { startLambdaFunction } from '../server/src/testing/lambda/lambda-function.ts';
import { findFreePort } from '../server/src/testing/servers/free-port.ts';
import { median, printTable } from './results.ts';

const runs = 15;

/** Measures the bundle sizes, and the time from the start of a process to its first response. */
export async function bench(): Promise<void> {
  if (lambdaBackend.skip) throw new Error(lambdaBackend.skip);
  await using site = await lambdaBackend.start();
  await using app = await startLambdaApp(await site.createSettings(), await findFreePort());
  const folder = (await builtBundles())['lambda-api'];
  const event = (path: string) => ({
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: { accept: path === '/' ? 'text/html' : 'application/json' },
    requestContext: { domainName: 'localhost', http: { method: 'GET', sourceIp: '127.0.0.1' } },
  });
  const first: number[] = [];
  const second: number[] = [];
  const page: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    bare.push(await timeOf(() => promisify(execFile)(process.execPath, ['--eval', '0'])));
    await using api = startLambdaFunction({ folder, environment: app.environment });
    first.push(await timeOf(() => api.invoke(event('/api/v1/photos'))));
    second.push(await timeOf(() => api.invoke(event('/api/v1/photos'))));
    await using another = startLambdaFunction({
      folder: folder,
      environment: app.environment,
    });
    page.push(await timeOf(() => another.invoke(event('/'))));
  }
  printTable(
    ['from the start of the process to', 'median, ms', 'best, ms'],
    [
      ['the first API response', ...figures(first)],
      ['the first page', ...figures(page)],
      ['the end of `node --eval 0`', ...figures(bare)],
      ['(the second API response alone)', ...figures(second)],
    ],
  );
  const sizes: (string | number)[][] = [];
  for (const [name, folder] of Object.entries(await builtBundles())) {
    const archive = `${folder}.tar.gz`;
    await promisify(execFile)('tar', ['czf', archive, '--exclude=*.map', '-C', folder, '.']);
    const packages = await sizeOf(join(folder, 'node_modules'));
    const whole = await sizeOf(folder);
    sizes.push([name, ...[whole - packages, packages, (await stat(archive)).size].map(megabytes)]);
  }
  printTable(['bundle', 'modules, MB', 'compiled packages, MB', 'all of it compressed, MB'], sizes);
}

const figures = (times: readonly number[]) => [Math.round(median(times)), Math.round(Math.min(...times))];
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2);

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function sizeOf(folder: string): Promise<number> {
  let size = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && !entry.name.endsWith('.map'))
      size += (await stat(join(entry.parentPath, entry.name))).size;
  return size;
}
