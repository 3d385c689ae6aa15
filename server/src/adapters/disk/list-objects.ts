import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isAbsent } from './native-errors.ts';
import { fanOutLength, isSegment, objectPath, partsDirectory, unfinishedDirectory } from './object-paths.ts';

export type FoundObject = { key: string; path: string };

type Filter = { prefix: string; after: string | undefined };
type Directory = {
  path: string;
  /** Prefix of every key below this directory. */
  prefix: string;
  holds: 'kinds' | 'names' | 'fanned-out names' | 'the rest';
};

/** Lists objects in order of key. Reads one directory per level at a time. */
export function findObjects(root: string, filter: Filter): AsyncGenerator<FoundObject> {
  return walk(root, startDirectory(root, filter.prefix), filter);
}

/* Returns the deepest directory that the prefix names. */
function startDirectory(root: string, prefix: string): Directory {
  const segments = prefix.split('/').slice(0, -1);
  if (segments.length === 0) return { path: root, prefix: '', holds: 'kinds' };
  return {
    path: objectPath(root, segments.join('/')),
    prefix: `${segments.join('/')}/`,
    holds: segments.length === 1 ? 'names' : 'the rest',
  };
}

async function* walk(root: string, directory: Directory, filter: Filter): AsyncGenerator<FoundObject> {
  for (const { key, isFile, below } of await readEntries(directory))
    if (isFile) {
      // Skips a file that no key maps to; `listStrays` reports it.
      if (key.startsWith(filter.prefix) && isAfter(key, filter) && objectPath(root, key) === below.path)
        yield { key, path: below.path };
    } else if (mayHold(key, filter)) yield* walk(root, below, filter);
}

const isAfter = (key: string, { after }: Filter) => after === undefined || key > after;

const mayHold = (start: string, filter: Filter) =>
  (start.startsWith(filter.prefix) || filter.prefix.startsWith(start)) &&
  (isAfter(start, filter) || filter.after?.startsWith(start) === true);

async function readEntries(directory: Directory) {
  const entries = (await readDirectory(directory.path))
    .filter((entry) => isSegment(entry.name) && (entry.isFile() || entry.isDirectory()))
    .map((entry) => {
      const isFanOut =
        directory.holds === 'names' && entry.isDirectory() && entry.name.length === fanOutLength;
      // A directory sorts like the keys in it, which continue with a slash.
      const key = `${directory.prefix}${entry.name}${entry.isFile() || isFanOut ? '' : '/'}`;
      const below: Directory = {
        path: join(directory.path, entry.name),
        prefix: isFanOut ? directory.prefix : key,
        holds: isFanOut ? 'fanned-out names' : directory.holds === 'kinds' ? 'names' : 'the rest',
      };
      return { key, isFile: entry.isFile(), below };
    });
  return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function readDirectory(path: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/**
 * Lists files that no key below the prefixes maps to, by their path in the store's folder. Skips the store's working
 * folders.
 */
export async function listStrays(
  root: string,
  prefixes: readonly string[],
  limit: number,
): Promise<string[]> {
  const kinds = new Set(prefixes.map((prefix) => prefix.split('/')[0] ?? ''));
  const own = new Set([unfinishedDirectory(root), partsDirectory(root)]);
  const found: string[] = [];

  async function walk(directory: string): Promise<void> {
    const entries = await readdir(directory, { withFileTypes: true }).catch((error) => {
      if (isAbsent(error)) return [];
      throw error;
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(directory, entry.name);
      if (found.length >= limit || own.has(path)) continue;
      if (entry.isDirectory()) await walk(path);
      else if (!entry.isFile() || !isReachable(path)) found.push(relative(root, path).split(sep).join('/'));
    }
  }
  /* A long name is inside a directory named after its first characters. */
  function isReachable(path: string): boolean {
    const [kind = '', ...names] = relative(root, path).split(sep);
    if (!kinds.has(kind) || names.length === 0 || !names.every(isSegment)) return false;
    const isFannedOut = names.length > 1 && names[0]?.length === fanOutLength;
    const key = [kind, ...(isFannedOut ? names.slice(1) : names)].join('/');
    return objectPath(root, key) === path;
  }
  await walk(root);
  return found;
}
