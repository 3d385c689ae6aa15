import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Scratch } from '../../ports/scratch.ts';

/** Directories below `directory/<process id>`; what processes that are no more left behind goes at the start. */
export async function createScratchFolder(directory: string): Promise<Scratch & AsyncDisposable> {
  const own = resolve(directory, String(process.pid));
  await rm(own, { recursive: true, force: true });
  await mkdir(own, { recursive: true });
  await removeAbandoned(resolve(directory));
  return {
    async create() {
      const path = await mkdtemp(join(own, 'work-'));
      return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
    },
    async sha256(path) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
      return hash.digest('hex');
    },
    [Symbol.asyncDispose]: () => rm(own, { recursive: true, force: true }),
  };
}

async function removeAbandoned(directory: string): Promise<void> {
  for (const name of await readdir(directory))
    if (/^\d+$/u.test(name) && !isRunning(Number(name)))
      await rm(join(directory, name), { recursive: true, force: true });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
