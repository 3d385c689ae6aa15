import { join } from 'node:path';
import { AppError } from '../../domain/errors.ts';

/* Segments neither begin nor end with a dot, so none leads out of the folder or into the store's own folders. */
const segmentForm = /^[A-Za-z0-9_-](?:[A-Za-z0-9._-]{0,198}[A-Za-z0-9_-])?$/u;

/**
 * Names are grouped in directories by their first seven characters. Ids begin with their time, so a directory holds
 * the objects of about 15 minutes. Directories stay small, and their order is the order of keys, which a hash would
 * lose.
 */
export const fanOutLength = 7;

/** Folder for temporary files, on the same file system. */
export const unfinishedDirectory = (root: string) => join(root, '.unfinished');

/** Folder for parts of unfinished objects, each below its object's key. */
export const partsDirectory = (root: string) => join(root, '.parts');

export const isSegment = (name: string) => segmentForm.test(name);

/** Returns the file of a key, or the directory of a prefix without its last slash. */
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

/** Returns the path of a marker file, which exists as long as parts are accepted. */
export const beginMarkerPath = (root: string, key: string) =>
  objectPath(partsDirectory(root), `${key}/begun`);
