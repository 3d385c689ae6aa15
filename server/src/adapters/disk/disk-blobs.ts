import { link, open, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BlobStore } from '../../ports/blobs.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { createDiskParts } from './disk-parts.ts';
import {
  linkOrCopy,
  makeDirectory,
  publishOver,
  removeFile,
  removeObject,
  statFile,
  syncFile,
} from './durable-files.ts';
import { type FoundObject, findObjects, listStrays } from './list-objects.ts';
import { isAbsent, translateErrors } from './native-errors.ts';
import { objectPath, unfinishedDirectory } from './object-paths.ts';
import { signGet, signPut } from './presigned-urls.ts';
import { streamFile } from './send-object.ts';

export type DiskBlobsOptions = {
  directory: string;
  /**
   * Origin of the URLs, or a function if it is known only later. Without an origin, URLs are relative, so that they
   * work under any host name.
   */
  publicUrl?: string | (() => string);
  secrets: Secrets;
};

/**
 * Stores objects as files in a folder. Its file system must support hard links. `createDiskEndpoint` serves the
 * presigned URLs. The content type is not stored: it follows from the key's extension, and each reader states the type
 * it sends.
 */
export function createDiskBlobs({ directory, publicUrl = '', secrets }: DiskBlobsOptions): BlobStore {
  const root = resolve(directory);
  const origin = typeof publicUrl === 'string' ? () => publicUrl : publicUrl;
  const unfinished = unfinishedDirectory(root);
  const newDraft = async () => {
    await makeDirectory(unfinished);
    return join(unfinished, secrets.createId());
  };
  const { removeUnfinishedParts, ...parts } = createDiskParts({ root, origin, secrets, newDraft });

  return {
    ...parts,
    async presignPut(request) {
      objectPath(root, request.key);
      const headers = { 'Content-Type': request.contentType };
      return { method: 'PUT', url: origin() + signPut(secrets, request), headers };
    },
    async presignGet(request) {
      objectPath(root, request.key);
      return origin() + signGet(secrets, request);
    },

    head: (key) =>
      translateErrors(async () => {
        const found = await statFile(objectPath(root, key));
        return found && { bytes: found.size, contentType: typeOf(key) };
      }),
    read: (key, range) =>
      translateErrors(async () => {
        const file = await openFile(objectPath(root, key));
        return file && streamFile(file.handle, range ?? { start: 0, end: file.bytes - 1 });
      }),
    readToFile: (key, path) =>
      translateErrors(async () => {
        const source = objectPath(root, key);
        if (!(await statFile(source))) return false;
        await linkOrCopy(source, path);
        return true;
      }),

    // The file may become the object itself, so callers must not change it afterwards.
    writeFile: (key, path) =>
      translateErrors(async () => {
        const target = objectPath(root, key);
        const draft = await newDraft();
        try {
          await linkOrCopy(path, draft);
          await syncFile(draft);
          await publishOver(draft, target);
        } catch (error) {
          await removeFile(draft);
          throw error;
        }
      }),

    remove: (keys) =>
      translateErrors(async () => {
        for (const key of keys) await removeObject(root, objectPath(root, key));
      }),

    list: ({ prefix, cursor, limit }) =>
      translateErrors(async () => {
        const found: FoundObject[] = [];
        for await (const object of findObjects(root, { prefix, after: cursor })) {
          found.push(object);
          if (found.length > limit) break;
        }
        const page = found.slice(0, limit);
        const items = await Promise.all(page.map(describe));
        const last = found.length > limit ? page.at(-1)?.key : undefined;
        return {
          items: items.filter((item) => item !== undefined),
          ...(last !== undefined && { nextCursor: last }),
        };
      }),

    listStrays: ({ prefixes, limit }) => translateErrors(() => listStrays(root, prefixes, limit)),

    removeUnfinished: (before, draftsBefore = before) =>
      translateErrors(async () => {
        let removed = await removeUnfinishedParts(before);
        for (const name of await readNames(unfinished)) {
          const path = join(unfinished, name);
          const found = await statFile(path);
          if (!found || found.mtimeMs >= draftsBefore) continue;
          await removeFile(path);
          removed++;
        }
        return removed;
      }),

    check: () =>
      translateErrors(async () => {
        const probe = await newDraft();
        const second = `${probe}-2`;
        try {
          await writeFile(probe, 'Vitrine can write here.', { flag: 'wx', mode: 0o600 });
          await link(probe, second);
        } finally {
          await Promise.all([removeFile(probe), removeFile(second)]);
        }
      }),
  };
}

const types: Record<string, string> = {
  webp: 'image/webp',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
};
const typeOf = (key: string) => types[/\.(\w+)$/u.exec(key)?.[1] ?? ''] ?? 'application/octet-stream';

async function openFile(path: string) {
  try {
    const handle = await open(path, 'r');
    const found = await handle.stat();
    if (found.isFile()) return { handle, bytes: found.size };
    await handle.close();
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  return undefined;
}

async function describe({ key, path }: FoundObject) {
  const found = await statFile(path);
  return found && { key, bytes: found.size, modifiedAt: Math.trunc(found.mtimeMs) };
}

async function readNames(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}
