import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isAbsent } from './native-errors.ts';
import { fanOutLength, isSegment, objectPath, partsDirectory, unfinishedDirectory } from './object-paths.ts';

/** Files that no key below the prefixes leads to, by their paths in the store's folder. Its own working folders do not count. */
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
      else if (!entry.isFile() || !isInItsPlace(path)) found.push(relative(root, path).split(sep).join('/'));
    }
  }
  /* A name lies in the directory of its first characters, if it is long enough for one. */
  function isInItsPlace(path: string): boolean {
    const [kind = '', ...names] = relative(root, path).split(sep);
    if (!kinds.has(kind) || names.length === 0 || !names.every(isSegment)) return false;
    const isFannedOut = names.length > 1 && names[0]?.length === fanOutLength;
    const key = [kind, ...(isFannedOut ? names.slice(1) : names)].join('/');
    return objectPath(root, key) === path;
  }
  await walk(root);
  return found;
}
