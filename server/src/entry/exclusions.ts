import { basename, matchesGlob } from 'node:path';

/** True if a file or folder is left out. `within` is its path below the given folder, with slashes. */
export type Exclusion = (entry: { path: string; within: string; isFolder: boolean }) => boolean;

/**
 * Patterns as in .gitignore and rsync: without a slash they match a name at any depth, with one the path below the folder
 * that was given, or the path itself; a slash at the end matches folders only. A folder takes all that is in it along.
 */
export function createExclusion(patterns: readonly string[]): Exclusion {
  const rules = patterns.map((written) => {
    const pattern = written.normalize('NFC').replace(/^\.\//u, '');
    const glob = pattern.replace(/(?<=.)\/+$/u, '');
    return {
      glob,
      below: glob.replace(/^\//u, ''),
      isForFolders: glob !== pattern,
      isPath: glob.includes('/'),
    };
  });
  return ({ path, within, isFolder }) => {
    const [whole, below] = [path.normalize('NFC'), within.normalize('NFC')];
    return rules.some(({ glob, below: anchored, isForFolders, isPath }) => {
      if (isForFolders && !isFolder) return false;
      return isPath
        ? matchesGlob(below, anchored) || matchesGlob(whole, glob)
        : matchesGlob(basename(below), glob);
    });
  };
}
