import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccountId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import { buildListedPhoto, newId, noon, times } from '../../ports/conformance/builders.ts';
import { listOwnTags } from './own-tags.ts';
import { listsOfTag, photoAttributes, photoKey, photoLists, tagItemKey } from './photo-item.ts';
import type { Table } from './table.ts';

const ownerId = newId<AccountId>();
const tag = 'sea';

/** Photos as they are, and as an index that lags behind still has them, which no stand-in of DynamoDB does. */
function lagging(indexed: Photo[], present: Photo[]): Table {
  const entries = indexed
    .map((photo) => ({ ...tagItemKey(photo.id, tag), ...listsOfTag(photo, tag)[photoLists.gallery] }))
    .map(({ pk, sk, list = '', at = '' }) => ({ pk, sk, list, at }))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  const items = present.map((photo) => ({ ...photoKey(photo.id), ...photoAttributes(photo), likeCount: 0 }));
  return {
    listItems: async () => [{ pk: 'own-tags', sk: tag }],
    listEntries: async ({ after = '~', limit }) => entries.filter(({ at }) => at < after).slice(0, limit),
    getMany: async (keys) => items.filter(({ pk }) => keys.some((key) => key.pk === pk)),
  } as Pick<Table, 'listItems' | 'listEntries' | 'getMany'> as Table;
}

describe('the tags of an owner', () => {
  const [old, next, newest] = times(3, (index) =>
    buildListedPhoto(ownerId, { createdAt: noon + index, tags: [['sea', 'Sea', 'SEA'][index] ?? ''] }),
  ) as [Photo, Photo, Photo];
  const list = (table: Table) => listOwnTags(table, { ownerId, limit: 9 });

  it('are written as on the newest photo that has them by now', async () => {
    const indexed = [old, next, newest];
    assert.deepEqual(await list(lagging(indexed, indexed)), ['SEA']);
    assert.deepEqual(await list(lagging(indexed, [old, next, { ...newest, tags: [] }])), ['Sea']);
    assert.deepEqual(await list(lagging(indexed, [old, { ...next, trashedAt: noon }])), ['sea']);
  });

  it('are left out where no photo has them by now', async () => {
    assert.deepEqual(await list(lagging([old, newest], [{ ...old, trashedAt: noon }])), []);
  });
});
