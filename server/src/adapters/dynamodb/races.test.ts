import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Album } from '../../domain/album.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import {
  always,
  buildAccount,
  buildAlbum,
  buildListedPhoto,
  newId,
  noon,
  times,
} from '../../ports/conformance/builders.ts';
import type { Stores } from '../../ports/stores.ts';
import { missingDynamodb } from '../../testing/servers/dynamodb-server.ts';
import { createDynamoStores } from './index.ts';
import { type ConnectedTable, connectTable } from './table/connect-table.ts';
import { useTables } from './testing/use-tables.ts';

const options = { clock: { now: () => noon }, secrets: { createId: newId } };

/* Another process writes between the last read and the write of this one: the worst moment. */
describe('a concurrent write, on DynamoDB', { skip: missingDynamodb() }, () => {
  const opened = new AsyncDisposableStack();
  after(() => opened.disposeAsync());
  const { server } = useTables();
  let connected: ConnectedTable;
  /** The stores of another process. */
  let stores: Stores;
  let photo: Photo;
  let album: Album;
  const ada = newId<AccountId>();

  before(async () => {
    const { endpoint } = await server().nameTable();
    connected = opened.use(await connectTable(endpoint));
    const elsewhere = opened.use(await connectTable(endpoint));
    await connected.migrate();
    stores = createDynamoStores(elsewhere.table, options);
  });
  beforeEach(async () => {
    const owner = buildAccount();
    photo = buildListedPhoto(owner.id, { tags: ['sea'] });
    album = buildAlbum(owner.id);
    await stores.accounts.insert(owner);
    await stores.photos.begin(photo, 1e9);
    await stores.albums.insert(album);
  });

  /** Stores that run `work` before a write, after the first `writesBefore` writes. */
  function withBetween(work: () => Promise<unknown>, { writesBefore = 0 } = {}): Stores {
    const { table } = connected;
    let left = writesBefore;
    let working: Promise<unknown> | undefined;
    const behind = <Args extends unknown[], Result>(send: (...args: Args) => Promise<Result>) => {
      return async (...args: Args) => {
        if (left > 0) left -= 1;
        else {
          working ??= work();
          await working;
        }
        return send(...args);
      };
    };
    const { write, writeExactlyOnce: writeOnce, transact } = table;
    return createDynamoStores(
      { ...table, write: behind(write), writeExactlyOnce: behind(writeOnce), transact: behind(transact) },
      options,
    );
  }

  const makePrivate = (of: Stores) =>
    of.photos.change(photo.id, (present) => ({ ...present, visibility: 'private' }));
  const addToAlbum = (of: Stores) =>
    of.albums.addPhotos({ albumId: album.id, photoIds: [photo.id], maxPhotos: 9, now: noon });
  const like = (of: Stores, accountId = ada) =>
    of.likes.like({ photoId: photo.id, accountId, likedAt: noon });
  const shared = async () =>
    (await stores.albums.listPhotos({ albumId: album.id, audience: 'linked', limit: 9 })).items;

  it('hides a photo that joined an album while it became private', async () => {
    await makePrivate(withBetween(() => addToAlbum(stores)));
    assert.deepEqual(await stores.albums.listByPhoto(photo.id), [album.id]);
    assert.deepEqual(await shared(), []);
  });

  it('hides a photo that became private while it joined an album', async () => {
    await addToAlbum(withBetween(() => makePrivate(stores)));
    assert.deepEqual(await stores.albums.listByPhoto(photo.id), [album.id]);
    assert.deepEqual(await shared(), []);
  });

  it('leaves no like and no position of a photo that is removed concurrently', async () => {
    const removing = withBetween(async () => {
      await like(stores);
      await addToAlbum(stores);
    });
    assert.equal(await removing.photos.remove(photo.id, always), true);
    assert.deepEqual(await stores.likes.findLiked(ada, [photo.id]), new Set());
    assert.deepEqual(await stores.albums.listByPhoto(photo.id), []);
    assert.deepEqual(await shared(), []);
  });

  it('returns the count after a like despite a concurrent one', async () => {
    assert.equal(await like(withBetween(() => like(stores, newId<AccountId>()))), 2);
    assert.equal((await stores.photos.find(photo.id))?.likeCount, 2);
  });

  it('hides a photo that became private while its album was ordered', async () => {
    const other = buildListedPhoto(photo.ownerId);
    await stores.photos.begin(other, 1e9);
    const request = { albumId: album.id, photoIds: [photo.id, other.id], maxPhotos: 9, now: noon };
    await stores.albums.addPhotos(request);
    const ordering = withBetween(() => makePrivate(stores));
    await ordering.albums.orderPhotos({ ...request, photoIds: [other.id, photo.id] });
    assert.deepEqual(await shared(), [other.id]);
    const { items } = await stores.albums.listPhotos({ albumId: album.id, audience: 'owner', limit: 9 });
    assert.deepEqual(items, [other.id, photo.id]);
  });

  describe('in an order that exceeds one transaction', () => {
    let ids: PhotoId[];
    beforeEach(async () => {
      const photos = times(110, () => buildListedPhoto(photo.ownerId));
      await Promise.all(photos.map((one) => stores.photos.begin(one, 1e9)));
      ids = photos.map(({ id }) => id);
      await stores.albums.addPhotos({ albumId: album.id, photoIds: ids, maxPhotos: 110, now: noon });
    });

    const order = (of: Stores, photoIds: PhotoId[]) =>
      of.albums.orderPhotos({ albumId: album.id, photoIds, now: noon });
    const list = async () =>
      (await stores.albums.listPhotos({ albumId: album.id, audience: 'owner', limit: 200 })).items;
    /* Writes the album and some positions; the others keep the order that must come back. */
    const writesBefore = 50;

    it('keeps the last order whole if it reverts an unfinished one', async () => {
      const ordering = withBetween(() => order(stores, ids), { writesBefore });
      assert.equal(await order(ordering, ids.toReversed()), true);
      assert.deepEqual(await list(), ids);
    });

    it('keeps it whole if a partial order came before', async () => {
      const between = async () => {
        await order(stores, ids.slice(50, 53));
        await order(stores, ids);
      };
      await order(withBetween(between, { writesBefore }), ids.toReversed());
      assert.deepEqual(await list(), ids);
    });

    it('moves a few photos to the front during an order of all', async () => {
      const named = ids.slice(50, 53);
      await order(
        withBetween(() => order(stores, named), { writesBefore }),
        ids.toReversed(),
      );
      assert.deepEqual(await list(), [...named, ...ids.toReversed().filter((id) => !named.includes(id))]);
    });
  });

  it('receives another job if a worker took the first one', async () => {
    await stores.jobs.enqueue({ name: 'paint', payload: {}, key: 'k' });
    const receive = (of: Stores) => of.jobs.receive({ limit: 1, lease: 1000, waitFor: 0 });
    const taken: unknown[] = [];
    const late = withBetween(async () => taken.push(...(await receive(stores))));
    assert.deepEqual(await receive(late), []);
    assert.equal(taken.length, 1);
  });
});
