import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { bytesOf, content, key, type UsedBlobs } from './use-blobs.ts';

/** Describes the promises of every blob store for single objects. */
export function describeBlobObjects(held: UsedBlobs): void {
  const { store, readText, listKeys } = held;
  describe('an object', () => {
    it('is absent until it is stored', async () => {
      assert.equal(await held.blobs.head(key), undefined);
      assert.equal(await held.blobs.read(key), undefined);
      assert.equal(await held.blobs.read(key, { start: 0, end: 1 }), undefined);
      assert.equal(await held.blobs.readToFile(key, join(held.directory, 'none')), false);
    });

    it('returns its length, and its type by its extension', async () => {
      await store('renditions/01890a5d/r1/640.webp', content, 'image/webp');
      await store('renditions/01890a5d/r1/1280.jpeg', content, 'image/jpeg');
      assert.deepEqual(await held.blobs.head('renditions/01890a5d/r1/640.webp'), {
        bytes: 24,
        contentType: 'image/webp',
      });
      assert.deepEqual(await held.blobs.head('renditions/01890a5d/r1/1280.jpeg'), {
        bytes: 24,
        contentType: 'image/jpeg',
      });
    });

    it('is read whole or in part, and a reader may stop early', async () => {
      await store(key, content);
      assert.equal(await readText(), '0123456789 and some more');
      assert.equal(await readText(key, { start: 2, end: 4 }), '234');
      assert.equal(await readText(key, { start: 23, end: 23 }), 'e');
      await (await held.blobs.read(key))?.cancel();
    });

    it('can be empty', async () => {
      await store(key, new Uint8Array());
      assert.equal((await held.blobs.head(key))?.bytes, 0);
      assert.equal(await readText(), '');
    });

    it('is replaced atomically by another file', async () => {
      await store(key, bytesOf('a'.repeat(100_000)));
      const before = await held.blobs.read(key);
      const replacing = store(key, bytesOf('b'.repeat(50_000)));
      const meanwhile = await Promise.all(Array.from({ length: 20 }, () => readText()));
      await replacing;
      for (const text of meanwhile) assert.match(text ?? '', /^(?:a{100000}|b{50000})$/u);
      assert.match(await new Response(before).text(), /^a{100000}$/u);
      assert.equal(await readText(), 'b'.repeat(50_000));
    });

    it('is written again from the same file without harm', async () => {
      const path = join(held.directory, 'again');
      await writeFile(path, content);
      await held.blobs.writeFile(key, path, 'image/png');
      await held.blobs.writeFile(key, path, 'image/png');
      await rm(path);
      assert.equal(await readText(), Buffer.from(content).toString());
      assert.deepEqual(await listKeys(), [key]);
    });

    it('read as a file outlives its removal from the store', async () => {
      await store(key, content);
      const path = join(held.directory, 'copy');
      assert.equal(await held.blobs.readToFile(key, path), true);
      await held.blobs.remove([key]);
      assert.deepEqual(await readFile(path), Buffer.from(content));
    });

    it('is gone after removal, and may be removed again', async () => {
      await store(key, content);
      await store(`${key}0`, content);
      await held.blobs.remove([key, 'originals/absent', 'absent']);
      await held.blobs.remove([key]);
      await held.blobs.remove([]);
      assert.equal(await held.blobs.head(key), undefined);
      assert.deepEqual(await listKeys(), [`${key}0`]);
    });
  });
}
