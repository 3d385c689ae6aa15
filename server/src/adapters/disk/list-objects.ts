import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsent } from './native-errors.ts';
import { fanOutLength, isSegment, objectPath } from './object-paths.ts';

export type FoundObject = { key: string; path: string };

type Wanted = { prefix: string; after: string | undefined };
type Place = {
  path: string;
  /** What every key below begins with. */
  prefix: string;
  holds: 'kinds' | 'names' | 'fanned-out names' | 'the rest';
};

/** Objects in order of key, read from the disk as they are asked for, a directory of each level at a time. */
export function findObjects(root: string, wanted: Wanted): AsyncGenerator<FoundObject> {
  return walk(root, startOf(root, wanted.prefix), wanted);
}

/* The deepest directory that the prefix names. */
function startOf(root: string, prefix: string): Place {
  const segments = prefix.split('/').slice(0, -1);
  if (segments.length === 0) return { path: root, prefix: '', holds: 'kinds' };
  return {
    path: objectPath(root, segments.join('/')),
    prefix: `${segments.join('/')}/`,
    holds: segments.length === 1 ? 'names' : 'the rest',
  };
}

async function* walk(root: string, place: Place, wanted: Wanted): AsyncGenerator<FoundObject> {
  for (const { key, isFile, below } of await readEntries(place))
    if (isFile) {
      // A file that its key does not lead to is a stray: `list-strays.ts`.
      if (key.startsWith(wanted.prefix) && isAfter(key, wanted) && objectPath(root, key) === below.path)
        yield { key, path: below.path };
    } else if (mayHold(key, wanted)) yield* walk(root, below, wanted);
}

const isAfter = (key: string, { after }: Wanted) => after === undefined || key > after;

const mayHold = (start: string, wanted: Wanted) =>
  (start.startsWith(wanted.prefix) || wanted.prefix.startsWith(start)) &&
  (isAfter(start, wanted) || wanted.after?.startsWith(start) === true);

async function readEntries(place: Place) {
  const entries = (await readDirectory(place.path))
    .filter((entry) => isSegment(entry.name) && (entry.isFile() || entry.isDirectory()))
    .map((entry) => {
      const isFanOut = place.holds === 'names' && entry.isDirectory() && entry.name.length === fanOutLength;
      // A directory's place in the order is that of the keys in it, which go on with a slash.
      const key = `${place.prefix}${entry.name}${entry.isFile() || isFanOut ? '' : '/'}`;
      const below: Place = {
        path: join(place.path, entry.name),
        prefix: isFanOut ? place.prefix : key,
        holds: isFanOut ? 'fanned-out names' : place.holds === 'kinds' ? 'names' : 'the rest',
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
