import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Account } from '../../domain/account.ts';
import type { AccountId, AlbumId, PhotoId } from '../../domain/ids.ts';
import {
  always,
  buildAccount,
  buildAlbum,
  buildChecksum,
  buildListedPhoto,
  newId,
  noon,
  times,
} from '../../ports/conformance/builders.ts';
import type { Stores } from '../../ports/stores.ts';
import { missingDynamodb } from '../../testing/servers/dynamodb-server.ts';
import { createDynamoStores } from './index.ts';
import { type ConnectedTable, connectTable } from './table/connect-table.ts';
import type { Table } from './table/table.ts';
import { useTables } from './testing/use-tables.ts';

const options = { clock: { now: () => noon }, secrets: { createId: newId } };
const crash = new Error('the process ends here');

/** A table whose client crashes after `writes` writes. */
function endingAfter(table: Table, writes: number): Table {
  let left = writes;
  const spend = <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) => {
    return async (...args: Args) => {
      if (left === 0) throw crash;
      left -= 1;
      return work(...args);
    };
  };
  return {
    ...table,
    write: spend(table.write),
    writeExactlyOnce: spend(table.writeExactlyOnce),
    transact: spend(table.transact),
  };
}

describe('writes that exceed one transaction, on DynamoDB', { skip: missingDynamodb() }, () => {
  const opened = new AsyncDisposableStack();
  after(() => opened.disposeAsync());
  const { server } = useTables();
  let connected: ConnectedTable;
  let stores: Stores;
  let owner: Account;

  before(async () => {
    connected = opened.use(await connectTable((await server().nameTable()).endpoint));
    await connected.migrate();
    stores = createDynamoStores(connected.table, options);
  });
  beforeEach(async () => {
    owner = buildAccount();
    await stores.accounts.insert(owner);
  });

  async function beginMany(count: number): Promise<PhotoId[]> {
    const photos = times(count, () => buildListedPhoto(owner.id, { bytes: 10 }));
    await Promise.all(photos.map((photo) => stores.photos.begin(photo, 1e9)));
    return photos.map(({ id }) => id);
  }
  async function insertAlbum(): Promise<AlbumId> {
    const album = buildAlbum(owner.id);
    await stores.albums.insert(album);
    return album.id;
  }
  const listAll = async (albumId: AlbumId, audience: 'owner' | 'linked' = 'owner') =>
    (await stores.albums.listPhotos({ albumId, audience, limit: 500 })).items;

  /** Repeats the work, with a crash after one more write each time, until it completes. */
  async function withCrashes<T>(work: (crashing: Stores) => Promise<T>, atLeast: number): Promise<T> {
    for (let writes = 0; ; writes += 1) {
      try {
        const result = await work(createDynamoStores(endingAfter(connected.table, writes), options));
        assert.ok(writes >= atLeast, `it took ${writes} writes`);
        return result;
      } catch (error) {
        assert.equal(error, crash);
      }
    }
  }

  it('removes a photo with many likes and albums despite a crash after every write', async () => {
    const photo = buildListedPhoto(owner.id, { sha256: buildChecksum(1), tags: ['sea'] });
    await stores.photos.begin(photo, 1e9);
    const people = times(130, () => newId<AccountId>());
    for (const accountId of people) await stores.likes.like({ photoId: photo.id, accountId, likedAt: noon });
    const albumIds = await Promise.all(times(60, insertAlbum));
    for (const albumId of albumIds)
      await stores.albums.addPhotos({ albumId, photoIds: [photo.id], maxPhotos: 5, now: noon });

    // After every crash the count matches the likes, and the photo can still be removed.
    await withCrashes(async (crashing) => {
      const present = await stores.photos.find(photo.id);
      const { items } = await stores.likes.listByPhoto({ photoId: photo.id, limit: 200 });
      assert.equal(present?.likeCount, items.length);
      return crashing.photos.remove(photo.id, always);
    }, 2);

    assert.equal(await stores.photos.find(photo.id), undefined);
    assert.deepEqual((await stores.likes.listByPhoto({ photoId: photo.id, limit: 9 })).items, []);
    assert.deepEqual(await stores.likes.findLiked(people[0] ?? owner.id, [photo.id]), new Set());
    for (const albumId of albumIds) assert.deepEqual(await listAll(albumId), []);
    assert.deepEqual(await stores.albums.listByPhoto(photo.id), []);
    assert.deepEqual((await stores.accounts.find(owner.id))?.usage, owner.usage);
    // The bytes, the checksum and the albums are free again.
    const again = buildListedPhoto(owner.id, { sha256: buildChecksum(1) });
    assert.equal((await stores.photos.begin(again, 1e9)).outcome, 'begun');
    const [albumId = newId<AlbumId>()] = albumIds;
    const full = { albumId, photoIds: [again.id], maxPhotos: 1, now: noon };
    assert.deepEqual(await stores.albums.addPhotos(full), { outcome: 'added', count: 1 });
  });

  it('changes fifty tags for fifty others in sixty albums at once', async () => {
    const photo = buildListedPhoto(owner.id, { tags: times(50, (index) => `old ${index}`) });
    await stores.photos.begin(photo, 1e9);
    const albumIds = await Promise.all(times(60, insertAlbum));
    for (const albumId of albumIds)
      await stores.albums.addPhotos({ albumId, photoIds: [photo.id], maxPhotos: 5, now: noon });
    const tags = times(50, (index) => `new ${index}`);
    await withCrashes(
      (crashing) =>
        crashing.photos.change(photo.id, (present) => ({ ...present, tags, visibility: 'private' })),
      2,
    );
    const find = async (tag: string) =>
      (await stores.photos.listByOwner({ ownerId: owner.id, tag, limit: 5 })).items.length;
    assert.deepEqual([await find('old 7'), await find('new 7')], [0, 1]);
    for (const albumId of albumIds)
      assert.deepEqual([await listAll(albumId), await listAll(albumId, 'linked')], [[photo.id], []]);
    await stores.photos.change(photo.id, (present) => ({ ...present, visibility: 'public' }));
    for (const albumId of albumIds) assert.deepEqual(await listAll(albumId, 'linked'), [photo.id]);
    assert.equal((await stores.photos.listPublic({ tag: 'new 7', limit: 5 })).items.length, 1);
  });

  it('adds, orders and removes hundreds of photos once each despite crashes', async () => {
    const ids = await beginMany(230);
    const albumId = await insertAlbum();
    const request = { albumId, photoIds: ids, maxPhotos: 230, now: noon };
    await withCrashes((crashing) => crashing.albums.addPhotos(request), 1);
    assert.deepEqual(await listAll(albumId), ids);
    const [one = newId<PhotoId>()] = await beginMany(1);
    assert.deepEqual(await stores.albums.addPhotos({ ...request, photoIds: [one] }), { outcome: 'full' });

    const reversed = { ...request, photoIds: ids.toReversed() };
    await assert.rejects(
      createDynamoStores(endingAfter(connected.table, 50), options).albums.orderPhotos(reversed),
      (error) => error === crash,
    );
    assert.deepEqual((await listAll(albumId)).toSorted(), ids.toSorted());
    await stores.albums.orderPhotos(reversed);
    assert.deepEqual(await listAll(albumId), ids.toReversed());

    await withCrashes((crashing) => crashing.albums.removePhotos({ ...request, photoIds: ids.slice(10) }), 2);
    assert.deepEqual(await listAll(albumId), ids.slice(0, 10).toReversed());
    assert.deepEqual(await stores.albums.addPhotos({ ...request, photoIds: ids }), {
      outcome: 'added',
      count: 220,
    });
    await withCrashes((crashing) => crashing.albums.remove(albumId), 3);
    assert.equal(await stores.albums.find(albumId), undefined);
    assert.deepEqual(await stores.albums.listByPhoto(ids[0] ?? one), []);
    assert.deepEqual(await listAll(albumId), []);
  });

  it('writes only the photos that move, also after an interrupted order', async () => {
    const ids = await beginMany(110);
    const albumId = await insertAlbum();
    const request = { albumId, photoIds: ids, maxPhotos: 110, now: noon };
    await stores.albums.addPhotos(request);
    const order = ({ albums }: Stores, photoIds: PhotoId[]) => albums.orderPhotos({ ...request, photoIds });
    const crashing = createDynamoStores(endingAfter(connected.table, 50), options);
    await assert.rejects(order(crashing, ids.toReversed()), (error) => error === crash);
    await order(stores, ids);
    assert.deepEqual(await listAll(albumId), ids);
    const written: unknown[] = [];
    const watching: Table = {
      ...connected.table,
      transact: (writes) => {
        written.push(...writes);
        return connected.table.transact(writes);
      },
    };
    const photoIds = [...ids.slice(2, 3), ...ids.slice(0, 2), ...ids.slice(3)];
    await order(createDynamoStores(watching, options), photoIds);
    assert.deepEqual(await listAll(albumId), photoIds);
    // The writes are the album and the photo that moved.
    assert.equal(written.length, 2);
  });
});
