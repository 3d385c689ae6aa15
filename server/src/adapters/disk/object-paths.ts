import { join } from 'node:path';
import { AppError } from '../../domain/errors.ts';

/* No segment begins or ends with a dot: none leads out of the folder, and none meets what the store keeps for itself. */
const segmentForm = /^[A-Za-z0-9_-](?:[A-Za-z0-9._-]{0,198}[A-Za-z0-9_-])?$/u;

/**
 * Below the kind, names lie in directories of their first seven characters. Ids begin with their time, so that such a
 * directory holds what came within a quarter of an hour: none grows with the gallery, and their order is that of the
 * keys, which a hash would lose.
 */
export const fanOutLength = 7;

/** What is being written lies here, in the same file system. */
export const unfinishedDirectory = (root: string) => join(root, '.unfinished');

/** Parts of objects that are not complete, each below its object's key: a store of its own within the store. */
export const partsDirectory = (root: string) => join(root, '.parts');

export const isSegment = (name: string) => segmentForm.test(name);

/** The file of a key, or the directory of a prefix without its last slash. */
export function objectPath(root: string, key: string): string {
  const segments = key.split('/');
  if (!segments.every(isSegment))
    throw new AppError('internal', 'Something went wrong on our side.', {
      cause: new Error(`not a key: ${JSON.stringify(key)}`),
    });
  const [kind = '', name, ...rest] = segments;
  if (name === undefined) return join(root, kind);
  return name.length < fanOutLength
    ? join(root, kind, name, ...rest)
    : join(root, kind, name.slice(0, fanOutLength), name, ...rest);
}

export const partPath = (root: string, key: string, number: number) =>
  objectPath(partsDirectory(root), `${key}/${number}`);

/** The file that lies beside the parts for as long as any are taken. */
export const beginMarkerPath = (root: string, key: string) =>
  objectPath(partsDirectory(root), `${key}/begun`);
