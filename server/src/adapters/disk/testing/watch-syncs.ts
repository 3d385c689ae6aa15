import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** Records until the end of the test whether each sync was of a directory. */
export async function recordSyncs(t: TestContext): Promise<boolean[]> {
  const path = join(tmpdir(), `vitrine-sync-${process.pid}`);
  const file = await open(path, 'w');
  const handle: FileHandle = Object.getPrototypeOf(file);
  await file.close();
  await rm(path);
  const synced: boolean[] = [];
  const { sync } = handle;
  t.mock.method(handle, 'sync', async function (this: FileHandle) {
    synced.push((await this.stat()).isDirectory());
    await sync.call(this);
  });
  return synced;
}
