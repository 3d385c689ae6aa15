import { isUtf8 } from 'node:buffer';
import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, matchesGlob, resolve } from 'node:path';
import { comparePaths, isFolderJunk, typeOfFileName, type UploadType } from '@vitrine/contract/file-names.ts';
import { CommandError } from './terminal.ts';

/** A file or folder that cannot be read. The message is a sentence for the person at the terminal. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

const reasons: Record<string, string> = {
  EACCES: 'Permission denied.',
  EPERM: 'Permission denied.',
  ENOENT: 'It is no longer there.',
  ENOTDIR: 'It is no longer there.',
  EISDIR: 'It is a folder now.',
  ENAMETOOLONG: 'The path is too long for this system.',
  ELOOP: 'The links lead in a circle.',
  EIO: 'The disk reports a read error.',
  ESTALE: 'The network share lost it. Try again.',
  ETIMEDOUT: 'The network share does not answer.',
};

/** The sentence for an error of the file system; rethrows any other error. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof UnreadableFile) return error.message;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw error;
  return reasons[code] ?? `It cannot be read (${code}).`;
}

export type ImageFile = { path: string; name: string; contentType: UploadType; bytes: number };
export type FoundImage = ImageFile & {
  /** Names of the folders from the one that was given down to the file; the given one alone if nothing lies between. */
  folders: readonly string[];
};
export type FoundImages = {
  /** In natural order of their paths. */
  images: FoundImage[];
  /** Files that are not pictures by their name. */
  others: string[];
  /** Pictures and folders that cannot be read. */
  refused: { path: string; reason: string }[];
  /** Links that were passed over. */
  links: string[];
  /** The number of files and folders that patterns excluded. */
  excluded: number;
};
export type FindOptions = { exclude?: readonly string[]; followLinks?: boolean };

type Walk = { found: FoundImages; isExcluded: Exclusion; followLinks: boolean; visited: Set<string> };
/** A folder under way: the folders above it by identity, and the names from the given folder down. */
type Folder = { path: string; within: readonly string[]; root: string; above: ReadonlySet<string> };

/**
 * Pictures among files and below folders. What cannot be read is refused by name and ends nothing; only if none of the
 * paths exists is that an error.
 */
export async function findImages(
  paths: readonly string[],
  { exclude = [], followLinks = false }: FindOptions = {},
): Promise<FoundImages> {
  const found: FoundImages = { images: [], others: [], refused: [], links: [], excluded: 0 };
  const walk: Walk = { found, isExcluded: createExclusion(exclude), followLinks, visited: new Set() };
  const missing: string[] = [];
  for (const path of paths) if ((await lookAtGiven(path, walk)) === 'missing') missing.push(path);
  if (missing.length === paths.length) throw new CommandError(`There is no ${missing.join(', ')}.`, 2);
  for (const path of missing) found.refused.push({ path, reason: 'No such file or folder.' });
  found.images.sort((a, b) => comparePaths(a.path, b.path));
  return found;
}

/* A path that somebody gives is meant: hidden or a link, it is looked at. */
async function lookAtGiven(path: string, walk: Walk): Promise<'missing' | undefined> {
  const name = basename(resolve(path));
  let status: Stats;
  try {
    status = await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing';
    refuse(path, error, walk);
    return undefined;
  }
  if (walk.isExcluded({ path, within: name, isFolder: status.isDirectory() })) walk.found.excluded += 1;
  else if (status.isDirectory()) await lookInto({ path, within: [], root: name, above: new Set() }, walk);
  else if (status.isFile()) addFile(path, status, [basename(dirname(resolve(path)))], walk);
  else walk.found.refused.push({ path, reason: noFile });
  return undefined;
}

const noFile = 'It is neither a file nor a folder.';

async function lookInto(folder: Folder, walk: Walk): Promise<void> {
  const { path, within, root, above } = folder;
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    const identity = `${dev}:${ino}`;
    if (above.has(identity)) {
      walk.found.refused.push({ path, reason: 'This link leads back to a folder that holds it.' });
      return;
    }
    if (walk.visited.has(identity)) return;
    walk.visited.add(identity);
    const below = { above: new Set([...above, identity]), root };
    for (const entry of await readdir(path, { withFileTypes: true, encoding: 'buffer' })) {
      const isPicture = typeOfFileName(entry.name.toString('latin1')) !== undefined;
      if (isUtf8(entry.name)) {
        const name = entry.name.toString();
        await lookAt(
          { name, kind: kindOf(entry) },
          { ...below, path: join(path, name), within: [...within, name] },
          walk,
        );
      } else if (isPicture || entry.isDirectory())
        walk.found.refused.push({ path: join(path, escapeBytes(entry.name)), reason: notUtf8 });
    }
  } catch (error) {
    refuse(path, error, walk);
  }
}

const notUtf8 = 'Its name is not valid UTF-8. Rename it, then upload it again.';

type Kind = 'file' | 'folder' | 'link' | 'special';
type Typed = Record<'isFile' | 'isDirectory' | 'isSymbolicLink', () => boolean>;
const kindOf = (entry: Typed): Kind =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'special';

async function lookAt({ name, kind }: { name: string; kind: Kind }, at: Folder, walk: Walk): Promise<void> {
  const { path, within, root } = at;
  if (isFolderJunk(name)) return;
  const isPicture = typeOfFileName(name) !== undefined;
  let status: Stats | undefined;
  try {
    if (kind === 'link' || kind === 'file') status = await stat(path);
  } catch (error) {
    // A link that leads nowhere is passed over like others.
    if (kind === 'link' && !walk.followLinks && isPicture) walk.found.links.push(path);
    else if (isPicture || (kind === 'link' && walk.followLinks)) refuse(path, error, walk);
    return;
  }
  const leadsTo = status ? kindOf(status) : kind;
  if (walk.isExcluded({ path, within: within.join('/'), isFolder: leadsTo === 'folder' })) {
    walk.found.excluded += 1;
    return;
  }
  if (kind === 'link' && !walk.followLinks) {
    if (isPicture || leadsTo === 'folder') walk.found.links.push(path);
  } else if (leadsTo === 'folder') await lookInto(at, walk);
  else if (leadsTo === 'file' && status)
    addFile(path, status, within.length > 1 ? within.slice(0, -1) : [root], walk);
  else if (isPicture) walk.found.refused.push({ path, reason: noFile });
}

function addFile(path: string, { size }: Stats, folders: readonly string[], { found }: Walk): void {
  const contentType = typeOfFileName(path);
  if (contentType) found.images.push({ path, name: basename(path), contentType, bytes: size, folders });
  else found.others.push(path);
}

function refuse(path: string, error: unknown, { found }: Walk): void {
  found.refused.push({ path, reason: whyUnreadable(error) });
}

/* Matches like a shell pattern. */
const escapeBytes = (name: Buffer) =>
  name.toString('latin1').replace(/[\x7f-\xff]/gu, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);

/** True if a file or folder is left out. `within` is its path below the given folder, with slashes. */
type Exclusion = (entry: { path: string; within: string; isFolder: boolean }) => boolean;

/**
 * Matches patterns like .gitignore and rsync. Without a slash they match a name at any depth, with one the path below
 * the given folder, or the path itself. A slash at the end matches folders only. A folder excludes its contents.
 */
function createExclusion(patterns: readonly string[]): Exclusion {
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
