import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { UploadItem, UploadState } from './upload-item.ts';
import { selectVisibleRows } from './upload-item.ts';

const itemsIn = (states: readonly UploadState[]) =>
  states.map((state, id) => ({ id, state, file: new File([], `${id}.jpg`), sentBytes: 0, speed: 0 }));
const idsOf = (items: readonly UploadItem[]) => selectVisibleRows(items).shown.map(({ id }) => id);

describe('the rows of the upload tray', () => {
  it('begin with failed files and keep the order of the others', () => {
    const items = itemsIn(['ready', 'sending', 'refused', 'waiting', 'processing', 'failed', 'duplicate']);
    assert.deepEqual(idsOf(items), [2, 5, 0, 1, 3, 4, 6]);
    assert.equal(selectVisibleRows(items).hidden, 0);
  });

  it('show failed and active files first if there are too many', () => {
    const ready = Array<UploadState>(150).fill('ready');
    const items = itemsIn([...ready, 'sending', 'waiting', 'refused', ...ready]);
    assert.deepEqual(idsOf(items).slice(0, 4), [152, 150, 151, 0]);
    assert.equal(selectVisibleRows(items).hidden, 203);
  });
});
