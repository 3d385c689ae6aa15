import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hours, minutes } from '../../domain/time.ts';
import type { Scratch } from '../../ports/scratch.ts';

const prefix = 'process-';
const heartbeat = minutes(10);
const abandonedAfter = hours(1);

/**
 * Creates temporary folders below one folder per process. Other processes may share the directory, also from
 * containers and machines, where process ids mean nothing; folders that were not touched for long are removed.
 */
export async function createScratchFolder(directory: string): Promise<Scratch & AsyncDisposable> {
  const own = resolve(directory, `${prefix}${randomUUID()}`);
  await mkdir(own, { recursive: true });
  await removeAbandoned(own);
  const timer = setInterval(() => void renew(own), heartbeat).unref();
  return {
    async create() {
      await mkdir(own, { recursive: true });
      const path = await mkdtemp(join(own, 'work-'));
      return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
    },
    write: (path, bytes) => writeFile(path, bytes, { flag: 'wx', mode: 0o600 }),
    async sha256(path) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
      return hash.digest('hex');
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await rm(own, { recursive: true, force: true });
    },
  };
}

/** Ignores failures: the next heartbeat tries again. */
async function renew(own: string): Promise<void> {
  const now = new Date();
  await Promise.allSettled([utimes(own, now, now), removeAbandoned(own)]);
}

/** Removes the abandoned folders of other processes. */
async function removeAbandoned(own: string): Promise<void> {
  const directory = dirname(own);
  const names = (await readdir(directory)).filter(
    (name) => name.startsWith(prefix) && name !== basename(own),
  );
  await Promise.allSettled(
    names.map(async (name) => {
      const path = join(directory, name);
      const { mtimeMs } = await stat(path);
      if (mtimeMs < Date.now() - abandonedAfter) await rm(path, { recursive: true, force: true });
    }),
  );
}
