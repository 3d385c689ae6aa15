import { createReadStream } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Timestamp } from '../../domain/time.ts';
import type { BlobStore } from '../../ports/blobs.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { makeDirectory, publishOnce, removeFile, removeObject, statFile } from './durable-files.ts';
import { findObjects } from './list-objects.ts';
import { isAbsent, translateErrors } from './native-errors.ts';
import { beginMarkerPath, objectPath, partPath, partsDirectory } from './object-paths.ts';
import { signPut } from './presigned-urls.ts';

type Options = {
  root: string;
  origin: () => string;
  secrets: Secrets;
  /** Returns the path of a new temporary file. */
  newDraft: () => Promise<string>;
};

type DiskParts = Pick<BlobStore, 'beginParts' | 'completeParts' | 'removeParts' | 'listBegunParts'> & {
  /** Removes the parts of objects that received nothing since `before`. Returns the number of objects. */
  removeUnfinishedParts(before: Timestamp): Promise<number>;
};

const partType = 'application/octet-stream';
const chunkBytes = 1024 * 1024;

/**
 * Receives objects in parts. Each part is a file until all are complete; they are then joined in a draft, which is
 * published atomically. A crash leaves either the parts or the object.
 */
export function createDiskParts({ root, origin, secrets, newDraft }: Options): DiskParts {
  /* Lists unfinished objects by key, with the times of their first and last file. */
  async function* findStarted({ prefix, after }: { prefix: string; after: string | undefined }) {
    let started: { key: string; begunAt: Timestamp; touchedAt: Timestamp } | undefined;
    for await (const { key: fileKey, path } of findObjects(partsDirectory(root), {
      prefix,
      // `~` sorts after every part of that key.
      after: after === undefined ? undefined : `${after}/~`,
    })) {
      const writtenAt = (await statFile(path))?.mtimeMs;
      if (writtenAt === undefined) continue;
      const key = dirname(fileKey);
      const earlier = started?.key === key ? started : undefined;
      if (started && !earlier) yield started;
      started = {
        key,
        begunAt: Math.trunc(Math.min(earlier?.begunAt ?? writtenAt, writtenAt)),
        touchedAt: Math.max(earlier?.touchedAt ?? writtenAt, writtenAt),
      };
    }
    if (started) yield started;
  }

  const checkArrived = async (key: string, lengths: readonly number[]) => {
    const found = await Promise.all(lengths.map((_, index) => statFile(partPath(root, key, index + 1))));
    return found.map((file, index) => file?.size === lengths[index]);
  };

  const complete = async (key: string, lengths: readonly number[]) => {
    const target = objectPath(root, key);
    if (!(await statFile(target))) {
      if ((await checkArrived(key, lengths)).includes(false)) return false;
      const paths = lengths.map((_, index) => partPath(root, key, index + 1));
      const draft = await newDraft();
      try {
        await joinFiles(paths, draft);
      } catch (error) {
        await removeFile(draft);
        // Another process completed the object meanwhile.
        if (isAbsent(error)) return (await statFile(target)) !== undefined;
        throw error;
      }
      await publishOnce(draft, target);
    }
    await removeParts(root, key);
    return true;
  };
  /* Concurrent requests share one copy, which takes as much disk space as the file. */
  const completing = new Map<string, Promise<boolean>>();

  return {
    beginParts: ({ key, parts, expiresAt }) =>
      translateErrors(async () => {
        if (await statFile(objectPath(root, key))) return parts.map(() => undefined);
        const beginning = beginMarkerPath(root, key);
        await makeDirectory(dirname(beginning));
        await writeFile(beginning, '', { mode: 0o600 });
        const arrived = await checkArrived(
          key,
          parts.map(({ bytes }) => bytes),
        );
        return parts.map(({ bytes, sha256 }, index) => {
          if (arrived[index]) return undefined;
          const signed = { key, part: index + 1, bytes, sha256, contentType: partType, expiresAt };
          const headers = { 'Content-Type': partType };
          return { method: 'PUT', url: origin() + signPut(secrets, signed), headers };
        });
      }),

    completeParts: ({ key, lengths }) =>
      translateErrors(async () => {
        const name = [key, ...lengths].join(' ');
        const started = completing.get(name) ?? complete(key, lengths);
        completing.set(name, started);
        try {
          return await started;
        } finally {
          completing.delete(name);
        }
      }),

    removeParts: (key) => translateErrors(() => removeParts(root, key)),

    listBegunParts: ({ prefix, cursor, limit }) =>
      translateErrors(async () => {
        const items: { key: string; begunAt: Timestamp }[] = [];
        for await (const { key, begunAt } of findStarted({ prefix, after: cursor })) {
          if (items.length === limit) return { items, nextCursor: items.at(-1)?.key ?? '' };
          items.push({ key, begunAt });
        }
        return { items };
      }),

    async removeUnfinishedParts(before) {
      let removed = 0;
      for await (const { key, touchedAt } of findStarted({ prefix: '', after: undefined })) {
        if (touchedAt >= before) continue;
        await removeParts(root, key);
        removed += 1;
      }
      return removed;
    },
  };
}

/** Removes the parts of an object. Removes the marker first, so that no more parts are accepted. */
export async function removeParts(root: string, key: string): Promise<void> {
  const directory = partsDirectory(root);
  await removeObject(directory, beginMarkerPath(root, key));
  for await (const { path } of findObjects(directory, { prefix: `${key}/`, after: undefined }))
    await removeObject(directory, path);
}

async function joinFiles(paths: readonly string[], draft: string): Promise<void> {
  const file = await open(draft, 'wx', 0o600);
  try {
    for (const path of paths) await file.writeFile(createReadStream(path, { highWaterMark: chunkBytes }));
    await file.sync();
  } finally {
    await file.close();
  }
}
