import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { minutes } from '../../domain/time.ts';
import { createScratchFolder } from './scratch-folder.ts';

describe('the scratch folder', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-scratch-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const age = (path: string, milliseconds: number) => {
    const then = new Date(Date.now() - milliseconds);
    return utimes(path, then, then);
  };

  it('keeps the folders of other processes, even with the same process id', async () => {
    await using first = await createScratchFolder(directory);
    await using work = await first.create();
    await writeFile(join(work.path, 'original'), 'bytes');
    {
      await using second = await createScratchFolder(directory);
      await using _ = await second.create();
    }
    assert.deepEqual(await readdir(work.path), ['original']);
    await using more = await first.create();
    assert.notEqual(more.path, work.path);
  });

  it('is removed with its content when disposed', async () => {
    const scratch = await createScratchFolder(directory);
    await scratch.create();
    await scratch[Symbol.asyncDispose]();
    assert.deepEqual(await readdir(directory), []);
  });

  it('removes folders untouched for an hour, and nothing of others', async () => {
    for (const [name, milliseconds] of [
      ['process-dead', minutes(61)],
      ['process-alive', minutes(59)],
      ['pictures', minutes(61)],
    ] as const) {
      await mkdir(join(directory, name, 'work'), { recursive: true });
      await age(join(directory, name), milliseconds);
    }
    const scratch = await createScratchFolder(directory);
    await scratch[Symbol.asyncDispose]();
    assert.deepEqual((await readdir(directory)).toSorted(), ['pictures', 'process-alive']);
  });

  it('renews its folder every ten minutes', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    await using scratch = await createScratchFolder(directory);
    await using work = await scratch.create();
    const own = dirname(work.path);
    await age(own, minutes(50));
    t.mock.timers.tick(minutes(10));
    const deadline = Date.now() + 10_000;
    while ((await stat(own)).mtimeMs < Date.now() - minutes(1)) {
      assert.ok(Date.now() < deadline, 'touched');
      await pause(5);
    }
  });

  it('creates its folder again if it was removed', async () => {
    await using scratch = await createScratchFolder(directory);
    await rm(directory, { recursive: true });
    await using work = await scratch.create();
    assert.deepEqual(await readdir(work.path), []);
  });
});
