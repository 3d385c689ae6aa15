import { constants, copyFile, link, mkdir, open, rename, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode, isAbsent } from './native-errors.ts';

/* A file counts as stored once fsync(2) has written both the file and its directory entry to disk. */

export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Publishes a draft under its name, unless that file exists. Atomic: one of several callers succeeds. */
export async function publishOnce(draft: string, path: string): Promise<boolean> {
  try {
    await withDirectory(path, () => link(draft, path));
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await removeFile(draft);
  }
  await syncDirectory(dirname(path));
  return true;
}

/** Publishes a draft under its name and replaces an existing file. */
export async function publishOver(draft: string, path: string): Promise<void> {
  await withDirectory(path, () => rename(draft, path));
  // rename(2) keeps both names if they are the same file already.
  await removeFile(draft);
  await syncDirectory(dirname(path));
}

/** Creates a hard link, or a copy if the file system refuses. Fails if `target` exists. */
export async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    if (!hasCode(error, 'EXDEV', 'EPERM', 'EACCES', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
    await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}

export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
  }
}

export async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined || process.platform === 'win32') return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncDirectory(dirname(made));
}

/* Creates missing directories. Retries if a directory was removed with its last file meanwhile. */
async function withDirectory(path: string, work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work();
    } catch (error) {
      if (!hasCode(error, 'ENOENT') || attempt === 5) throw error;
      await makeDirectory(dirname(path));
    }
}

async function syncDirectory(path: string): Promise<void> {
  // Windows neither supports nor needs it.
  if (process.platform === 'win32') return;
  let directory: Awaited<ReturnType<typeof open>>;
  try {
    directory = await open(path, 'r');
  } catch (error) {
    // The directory was removed meanwhile, with the file in it.
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

export async function statFile(path: string) {
  try {
    const found = await stat(path);
    return found.isFile() ? found : undefined;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Removes a file and the directories that become empty. */
export async function removeObject(root: string, path: string): Promise<void> {
  await removeFile(path);
  for (let parent = dirname(path); parent !== root; parent = dirname(parent))
    try {
      await rmdir(parent);
    } catch (error) {
      if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return;
      if (!isAbsent(error)) throw error;
    }
}
