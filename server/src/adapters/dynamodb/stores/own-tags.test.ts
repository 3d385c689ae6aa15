import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { AccountId } from '../../../domain/ids.ts';
import type { Photo } from '../../../domain/photo.ts';
import { days } from '../../../domain/time.ts';
import { buildAccount, buildListedPhoto, newId, noon, times } from '../../../ports/conformance/builders.ts';
import type { Stores } from '../../../ports/stores.ts';
import { missingDynamodb } from '../../../testing/servers/dynamodb-server.ts';
import { createDynamoStores } from '../index.ts';
import { type ConnectedTable, connectTable } from '../table/connect-table.ts';
import type { Table } from '../table/table.ts';
import { useTables } from '../testing/use-tables.ts';
import {
  listsOfTag,
  ownTagsPartition,
  photoAttributes,
  photoKey,
  photoLists,
  tagItemKey,
} from './photo-item.ts';
import { listOwnTags } from './photo-lists.ts';

const ownerId = newId<AccountId>();
const tag = 'sea';

/** Simulates an index that lags behind the photos, which DynamoDB Local does not. */
function lagging(indexed: Photo[], present: Photo[]): Table {
  const entries = indexed
    .map((photo) => ({ ...tagItemKey(photo.id, tag), ...listsOfTag(photo, tag)[photoLists.library] }))
    .map(({ pk, sk, list = '', at = '' }) => ({ pk, sk, list, at }))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  const items = present.map((photo) => ({ ...photoKey(photo.id), ...photoAttributes(photo), likeCount: 0 }));
  return {
    listItems: async () => [{ pk: 'own-tags', sk: tag }],
    write: async () => true,
    listEntries: async ({ after = '~', limit }) => entries.filter(({ at }) => at < after).slice(0, limit),
    getMany: async (keys) => items.filter(({ pk }) => keys.some((key) => key.pk === pk)),
  } as Pick<Table, 'listItems' | 'listEntries' | 'getMany' | 'write'> as Table;
}

describe('the tags of an owner', () => {
  const [old, next, newest] = times(3, (index) =>
    buildListedPhoto(ownerId, { createdAt: noon + index, tags: [['sea', 'Sea', 'SEA'][index] ?? ''] }),
  ) as [Photo, Photo, Photo];
  const list = (table: Table) => listOwnTags(table, { ownerId, limit: 9, now: noon });

  it('are spelled as on the newest photo that still has them', async () => {
    const indexed = [old, next, newest];
    assert.deepEqual(await list(lagging(indexed, indexed)), ['SEA']);
    assert.deepEqual(await list(lagging(indexed, [old, next, { ...newest, tags: [] }])), ['Sea']);
    assert.deepEqual(await list(lagging(indexed, [old, { ...next, trashedAt: noon }])), ['sea']);
  });

  it('are left out if no photo has them any more', async () => {
    assert.deepEqual(await list(lagging([old, newest], [{ ...old, trashedAt: noon }])), []);
  });
});

describe('unused tags, on DynamoDB', { skip: missingDynamodb() }, () => {
  const opened = new AsyncDisposableStack();
  after(() => opened.disposeAsync());
  const { server } = useTables();
  let connected: ConnectedTable;
  let stores: Stores;
  let photo: Photo;
  let now = noon;
  const options = { clock: { now: () => now }, secrets: { createId: newId } };

  before(async () => {
    connected = opened.use(await connectTable((await server().nameTable()).endpoint));
    await connected.migrate();
    stores = createDynamoStores(connected.table, options);
  });
  beforeEach(async () => {
    const owner = buildAccount();
    photo = buildListedPhoto(owner.id, { tags: ['sea', 'sky'] });
    await stores.accounts.insert(owner);
    await stores.photos.begin(photo, 1e9);
  });

  const list = (of = stores) => of.photos.listTags({ ownerId: photo.ownerId, limit: 9 });
  const change = (changed: Partial<Photo>) =>
    stores.photos.change(photo.id, (present) => ({ ...present, ...changed }));
  const listKnown = async () =>
    (await connected.table.listItems(ownTagsPartition(photo.ownerId))).map(({ sk }) => sk);

  it('are forgotten a day after they were found unused', async () => {
    await change({ tags: ['sky'] });
    assert.deepEqual(await list(), ['sky']);
    now += days(1) - 1;
    await list();
    assert.deepEqual(await listKnown(), ['sea', 'sky']);
    now += 1;
    assert.deepEqual(await list(), ['sky']);
    assert.deepEqual(await listKnown(), ['sky']);
  });

  it('return with a photo that is restored from the trash', async () => {
    await change({ trashedAt: now });
    assert.deepEqual(await list(), []);
    now += days(1);
    assert.deepEqual(await list(), []);
    assert.deepEqual(await listKnown(), []);
    await stores.photos.change(photo.id, ({ trashedAt: _, ...present }) => present);
    assert.deepEqual(await list(), ['sea', 'sky']);
  });

  it('stay if a photo gets them, even at the last moment', async () => {
    await change({ tags: [] });
    await list();
    await change({ tags: ['sky'] });
    await change({ tags: [] });
    now += days(1);
    const { table } = connected;
    const write: Table['write'] = async (one) => {
      await change({ tags: ['sea'] });
      return table.write(one);
    };
    assert.deepEqual(await list(createDynamoStores({ ...table, write }, options)), []);
    assert.deepEqual(await listKnown(), ['sea', 'sky']);
    assert.deepEqual(await list(), ['sea']);
  });
});
