import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createMember, waitFor } from '../e2e/api-client.ts';
import { startVitrine } from '../e2e/vitrine-process.ts';
import { copyOf, findLargePhotos } from './large-photos.ts';
import { memoryOf } from './process-tree.ts';
import { printTable } from './results.ts';

const copies = 4;

/** The same renditions for libvips' own program, which runs one process on each core. */
const renditions = [
  ['320x640', 'webp[Q=80,effort=2,strip]'],
  ['640x1280', 'webp[Q=80,effort=2,strip]'],
  ['1280x2560', 'webp[Q=80,effort=2,strip]'],
  ['2048x4096', 'webp[Q=80,effort=2,strip]'],
  ['1280x2560', 'jpg[Q=82,interlace,strip]'],
] as const;

/** Measures photos a second, from the first request to the last `ready` photo, against `vipsthumbnail`. */
export async function bench(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
  try {
    const sources = await collectSources(directory);
    const rounds: { vitrine: number; libvips: number; peak: number }[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { seconds, peak } = await ingest(sources);
      rounds.push({ vitrine: seconds, libvips: await thumbnail(sources, directory), peak });
    }
    printTable(
      ['round', 'Vitrine, photos/s', 'vipsthumbnail, photos/s', 'ratio', 'peak memory of all processes, MB'],
      rounds.map(({ vitrine, libvips, peak }, index) => [
        index + 1,
        (sources.length / vitrine).toFixed(2),
        (sources.length / libvips).toFixed(2),
        (libvips / vitrine).toFixed(2),
        Math.round(peak / 1e6),
      ]),
    );
    console.log(`${sources.length} JPEGs of 12 to 24 megapixels, ${availableParallelism()} cores`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function collectSources(directory: string): Promise<string[]> {
  const originals = await findLargePhotos();
  const paths: string[] = [];
  for (const [index, bytes] of originals.entries())
    for (let copy = 0; copy < copies * (originals.length === 1 ? 8 : 1); copy += 1) {
      const path = join(directory, `${index}-${copy}.jpg`);
      await writeFile(path, copyOf(bytes, copy));
      paths.push(path);
    }
  return paths;
}

async function ingest(sources: readonly string[]): Promise<{ seconds: number; peak: number }> {
  await using vitrine = await startVitrine({ VITRINE_LOG_LEVEL: 'silent' });
  const client = await createMember(vitrine, 'bench');
  const files = await Promise.all(
    sources.map(async (path) => ({ path, bytes: new Uint8Array(await readFile(path)) })),
  );
  let peak = 0;
  const watching = setInterval(async () => {
    peak = Math.max(peak, await memoryOf(vitrine.pid));
  }, 100);
  const began = performance.now();
  const queue = [...files];
  await Promise.all(
    Array.from({ length: 3 }, async () => {
      for (let file = queue.shift(); file; file = queue.shift())
        await client.upload(file.bytes, basename(file.path));
    }),
  );
  type Page = { items: { status: string }[] };
  await waitFor(
    async () => (await client.call('GET', '/me/photos?limit=200')).body as Page,
    ({ items }) => items.length === sources.length && items.every(({ status }) => status === 'ready'),
  );
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watching);
  return { seconds, peak };
}

async function thumbnail(sources: readonly string[], directory: string): Promise<number> {
  const commands = sources.flatMap((path) =>
    renditions.map(([size, suffix], index) => [
      path,
      '--size',
      `${size}>`,
      '--output',
      join(directory, `%s-${index}.${suffix}`),
    ]),
  );
  const began = performance.now();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let command = commands.shift(); command; command = commands.shift()) await vipsthumbnail(command);
    }),
  );
  return (performance.now() - began) / 1000;
}

function vipsthumbnail(parameters: readonly string[]): Promise<void> {
  const child = spawn('vipsthumbnail', ['--vips-concurrency=1', ...parameters], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', () =>
      reject(new Error('vipsthumbnail is missing (Debian: apt-get install libvips-tools)')),
    );
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`vipsthumbnail ended with ${code}`)),
    );
  });
}
