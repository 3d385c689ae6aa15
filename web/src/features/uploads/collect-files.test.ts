import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collectFiles } from './collect-files.ts';
import type { DroppedEntry } from './use-file-drop.ts';

/** A stub of the browser's file system entry. */
const fileEntry = (name: string) =>
  ({
    name,
    isFile: true,
    isDirectory: false,
    file: (take: (file: File) => void) => take(new File(['x'], name)),
  }) as unknown as DroppedEntry;

const folderEntry = (name: string, children: DroppedEntry[]) =>
  ({
    name,
    isFile: false,
    isDirectory: true,
    createReader() {
      const pieces = [children.slice(0, 2), children.slice(2), []];
      return { readEntries: (take: (piece: DroppedEntry[]) => void) => take(pieces.shift() ?? []) };
    },
  }) as unknown as DroppedEntry;

const chosen = (path: string) =>
  Object.defineProperty(new File(['x'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path });

const names = async (entries: DroppedEntry[]) => (await collectFiles(entries)).map(({ name }) => name);

describe('collectFiles', () => {
  it('skips system files in folders of any depth', async () => {
    const nas = folderEntry('nas', [
      fileEntry('a.jpg'),
      folderEntry('@eaDir', [folderEntry('a.jpg', [fileEntry('SYNOPHOTO_THUMB_XL.jpg')])]),
      folderEntry('deep', [folderEntry('.thumbnails', [fileEntry('1.jpg')]), fileEntry('b.jpg')]),
    ]);
    assert.deepEqual(await names([nas, folderEntry('__MACOSX', [fileEntry('c.jpg')])]), ['a.jpg', 'b.jpg']);
    const byDialog = ['nas/@eaDir/a.jpg/THUMB.jpg', 'nas/Thumbs.db', 'nas/.x/y.jpg', 'nas/a.jpg'].map(chosen);
    assert.deepEqual(await names(byDialog), ['a.jpg']);
  });

  it('sorts the files of a folder naturally and keeps the order of single files', async () => {
    const folder = folderEntry('order', ['p1.jpg', 'p10.jpg', 'p2.jpg'].map(fileEntry));
    assert.deepEqual(await names([folder]), ['p1.jpg', 'p2.jpg', 'p10.jpg']);
    assert.deepEqual(await names(['o/p10.jpg', 'o/p9.jpg'].map(chosen)), ['p9.jpg', 'p10.jpg']);
    assert.deepEqual(await names([new File([], 'b.jpg'), new File([], 'a.jpg')]), ['b.jpg', 'a.jpg']);
  });
});
