import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { AlbumAudience, AlbumStore } from '../albums.ts';
import { always, buildAccount, buildAlbum, buildListedPhoto, newId, noon, times } from './builders.ts';
import { assertRefusesForgedCursors, readAllPages } from './paging.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

export function describeAlbumPhotos(create: CreateHarness<'accounts' | 'photos' | 'albums'>): void {
  describe('photos in an album', () => {
    let harness: StoreHarness<'accounts' | 'photos' | 'albums'>;
    let albums: AlbumStore;
    const owner = buildAccount();
    const other = buildAccount();
    const album = buildAlbum(owner.id);
    const albumId = album.id;

    beforeEach(async () => {
      harness = await create();
      albums = harness.stores.albums;
      await harness.stores.accounts.insert(owner);
      await harness.stores.accounts.insert(other);
      await albums.insert(album);
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    async function beginPhotos(count: number, change: Partial<Photo> = {}): Promise<PhotoId[]> {
      const photos = times(count, () => buildListedPhoto(owner.id, change));
      for (const photo of photos) await harness.stores.photos.begin(photo, 2 ** 50);
      return photos.map(({ id }) => id);
    }
    const add = (photoIds: PhotoId[], now = noon) =>
      albums.addPhotos({ albumId, photoIds, maxPhotos: 100, now });
    const order = (photoIds: PhotoId[]) => albums.orderPhotos({ albumId, photoIds, now: noon });
    const list = (audience: AlbumAudience = 'owner') =>
      readAllPages((request) => albums.listPhotos({ albumId, audience, ...request }), 100);
    const changePhoto = (id: PhotoId, change: Partial<Photo>) =>
      harness.stores.photos.change(id, (photo) => ({ ...photo, ...change }));
    const at = (ids: PhotoId[], ...indexes: number[]) => indexes.flatMap((index) => ids[index] ?? []);

    describe('adding', () => {
      it('adds photos at the end in order and keeps the others in place', async () => {
        const ids = await beginPhotos(4);
        assert.deepEqual(await add(at(ids, 1, 0)), { outcome: 'added', count: 2 });
        assert.deepEqual(await add(at(ids, 3, 0, 2, 3)), { outcome: 'added', count: 2 });
        assert.deepEqual(await list(), at(ids, 1, 0, 3, 2));
        assert.deepEqual(await add(ids), { outcome: 'added', count: 0 });
        assert.deepEqual(await add([]), { outcome: 'added', count: 0 });
      });

      it('ignores photos that are gone or belong to others', async () => {
        const [id = newId<PhotoId>()] = await beginPhotos(1);
        const foreign = buildListedPhoto(other.id);
        await harness.stores.photos.begin(foreign, 2 ** 50);
        assert.deepEqual(await add([foreign.id, newId<PhotoId>(), id]), { outcome: 'added', count: 1 });
        assert.deepEqual(await list(), [id]);
      });

      it('reports a missing album', async () => {
        const gone = newId<AlbumId>();
        const request = { albumId: gone, photoIds: await beginPhotos(1), now: noon };
        assert.deepEqual(await albums.addPhotos({ ...request, maxPhotos: 100 }), { outcome: 'absent' });
        assert.equal(await albums.removePhotos(request), false);
        assert.equal(await albums.orderPhotos(request), false);
        assert.deepEqual((await albums.listPhotos({ albumId: gone, audience: 'owner', limit: 9 })).items, []);
      });

      it('updates the time of the last change', async () => {
        await add(await beginPhotos(1), noon + 5);
        assert.deepEqual(await albums.find(albumId), { ...album, updatedAt: noon + 5 });
      });

      it('keeps each photo once when many add at once', async () => {
        const ids = await beginPhotos(10);
        await Promise.all(
          times(10, (index) =>
            (index % 2 ? harness.stores : harness.elsewhere).albums.addPhotos({
              albumId,
              photoIds: ids.slice(index % 5),
              maxPhotos: 100,
              now: noon,
            }),
          ),
        );
        const listed = await list();
        assert.equal(listed.length, 10);
        assert.deepEqual(new Set(listed), new Set(ids));
      });

      it('adds none if not all fit', async () => {
        const ids = await beginPhotos(4);
        const addUpToThree = (...indexes: number[]) =>
          albums.addPhotos({ albumId, photoIds: at(ids, ...indexes), maxPhotos: 3, now: noon });
        assert.deepEqual(await addUpToThree(0, 1), { outcome: 'added', count: 2 });
        assert.deepEqual(await addUpToThree(2, 3), { outcome: 'full' });
        assert.deepEqual(await list(), at(ids, 0, 1));
        assert.deepEqual(await addUpToThree(1, 2), { outcome: 'added', count: 1 });
        assert.deepEqual(await addUpToThree(3), { outcome: 'full' });
        assert.deepEqual(await addUpToThree(0, 1, 2), { outcome: 'added', count: 0 });
      });

      it('keeps to its limit when many add at once', async () => {
        const ids = await beginPhotos(10);
        const outcomes = await Promise.all(
          ids.map((id, index) =>
            (index % 2 ? harness.stores : harness.elsewhere).albums.addPhotos({
              albumId,
              photoIds: [id],
              maxPhotos: 4,
              now: noon,
            }),
          ),
        );
        assert.equal(outcomes.filter(({ outcome }) => outcome === 'full').length, 6);
        assert.equal((await list()).length, 4);
      });
    });

    describe('removing', () => {
      it('removes photos and keeps the order of the others', async () => {
        const ids = await beginPhotos(5);
        await add(ids);
        const request = { albumId, photoIds: [...at(ids, 1, 3), newId<PhotoId>()], now: noon + 5 };
        assert.equal(await albums.removePhotos(request), true);
        assert.equal(await albums.removePhotos(request), true);
        assert.deepEqual(await list(), at(ids, 0, 2, 4));
        assert.equal((await albums.find(albumId))?.updatedAt, noon + 5);
        assert.ok(await harness.stores.photos.find(ids[1] ?? newId<PhotoId>()));
      });

      it('clears the cover if that photo is removed', async () => {
        const ids = await beginPhotos(2);
        const [cover = newId<PhotoId>(), second = newId<PhotoId>()] = ids;
        await add(ids);
        await albums.change(albumId, (present) => ({ ...present, coverPhotoId: cover }));
        await albums.removePhotos({ albumId, photoIds: [second], now: noon });
        assert.equal((await albums.find(albumId))?.coverPhotoId, cover);
        await albums.removePhotos({ albumId, photoIds: [cover], now: noon });
        assert.equal((await albums.find(albumId))?.coverPhotoId, undefined);
      });

      it('drops a deleted photo, also as its cover', async () => {
        const ids = await beginPhotos(2);
        const [cover = newId<PhotoId>()] = ids;
        await add(ids);
        await albums.change(albumId, (present) => ({ ...present, coverPhotoId: cover }));
        await harness.stores.photos.remove(cover, always);
        assert.deepEqual(await list(), at(ids, 1));
        assert.equal((await albums.find(albumId))?.coverPhotoId, undefined);
        assert.deepEqual(await albums.listByPhoto(cover), []);
      });

      it("removes an album's positions and keeps its photos", async () => {
        const [id = newId<PhotoId>()] = await beginPhotos(1);
        await add([id]);
        await albums.remove(albumId);
        assert.deepEqual(await albums.listByPhoto(id), []);
        assert.ok(await harness.stores.photos.find(id));
      });
    });

    describe('ordering', () => {
      it('moves the named photos to the front and keeps the order of the others', async () => {
        const ids = await beginPhotos(6);
        await add(ids);
        assert.equal(await order(at(ids, 4, 1)), true);
        assert.deepEqual(await list(), at(ids, 4, 1, 0, 2, 3, 5));
        assert.deepEqual(await list('linked'), at(ids, 4, 1, 0, 2, 3, 5));
        await order([...at(ids, 5, 5), newId<PhotoId>()]);
        assert.deepEqual(await list(), at(ids, 5, 4, 1, 0, 2, 3));
        await order([]);
        assert.deepEqual(await list(), at(ids, 5, 4, 1, 0, 2, 3));
      });

      it('accepts any order of all photos', async () => {
        const ids = await beginPhotos(5);
        await add(ids);
        for (const wanted of [
          [4, 3, 2, 1, 0],
          [0, 1, 2, 3, 4],
          [0, 1, 2, 3, 4],
          [2, 0, 1, 4, 3],
          [2, 0, 4, 1, 3],
          [0, 4, 1, 3, 2],
        ]) {
          await order(at(ids, ...wanted));
          assert.deepEqual(await list(), at(ids, ...wanted));
        }
      });

      it('adds photos at the end after an order', async () => {
        const ids = await beginPhotos(3);
        await add(at(ids, 0, 1));
        await order(at(ids, 1));
        await add(at(ids, 2));
        assert.deepEqual(await list(), at(ids, 1, 0, 2));
      });

      it('loses and repeats no photo under concurrent orders', async () => {
        const ids = await beginPhotos(6);
        await add(ids);
        await Promise.all(
          times(12, (index) =>
            (index % 2 ? harness.stores : harness.elsewhere).albums.orderPhotos({
              albumId,
              photoIds: at(ids, index % 6, (index * 5) % 6),
              now: noon,
            }),
          ),
        );
        const listed = await list();
        assert.equal(listed.length, 6);
        assert.deepEqual(new Set(listed), new Set(ids));
      });
    });

    describe('ordering many', () => {
      it('keeps one of two concurrent orders whole', async () => {
        const ids = await beginPhotos(110);
        await albums.addPhotos({ albumId, photoIds: ids, maxPhotos: 110, now: noon });
        const orders = [ids.toReversed(), [...ids.slice(55), ...ids.slice(0, 55)]] as const;
        const [here, elsewhere] = orders;
        await Promise.all([
          order(here),
          harness.elsewhere.albums.orderPhotos({ albumId, photoIds: elsewhere, now: noon }),
        ]);
        const listed = await list();
        assert.deepEqual(
          listed,
          orders.find(([first]) => first === listed[0]),
        );
      });
    });

    describe('reading', () => {
      it('pages in the album’s order without gaps while photos are added', async () => {
        const ids = await beginPhotos(7);
        await add(ids);
        const listed = await readAllPages(
          (request) => albums.listPhotos({ albumId, audience: 'owner', ...request }),
          2,
          async () => {
            if ((await list()).length < 9) await add(await beginPhotos(1));
          },
        );
        assert.deepEqual(listed.slice(0, 7), ids);
        assert.equal(listed.length, 9);
      });

      it('shows each audience its photos as they change: untrashed, shared and public ones', async () => {
        const ids = await beginPhotos(4);
        await changePhoto(ids[1] ?? newId<PhotoId>(), { visibility: 'private' });
        await changePhoto(ids[2] ?? newId<PhotoId>(), { visibility: 'unlisted' });
        await changePhoto(ids[3] ?? newId<PhotoId>(), { trashedAt: noon });
        await add(ids);
        assert.deepEqual(await list('owner'), at(ids, 0, 1, 2));
        assert.deepEqual(await list('linked'), at(ids, 0, 2));
        assert.deepEqual(await list('everyone'), at(ids, 0));
        await changePhoto(ids[0] ?? newId<PhotoId>(), { hiddenAt: noon });
        await changePhoto(ids[1] ?? newId<PhotoId>(), { visibility: 'public' });
        assert.deepEqual(await list('owner'), at(ids, 0, 1, 2));
        assert.deepEqual(await list('linked'), at(ids, 1, 2));
        assert.deepEqual(await list('everyone'), at(ids, 1));
        await changePhoto(ids[2] ?? newId<PhotoId>(), { visibility: 'public' });
        assert.deepEqual(await list('everyone'), at(ids, 1, 2));
        await changePhoto(ids[2] ?? newId<PhotoId>(), { visibility: 'unlisted' });
        assert.deepEqual(await list('linked'), at(ids, 1, 2));
        assert.deepEqual(await list('everyone'), at(ids, 1));
        await order(at(ids, 3, 2));
        await harness.stores.photos.change(ids[3] ?? newId<PhotoId>(), ({ trashedAt: _, ...photo }) => photo);
        assert.deepEqual(await list('owner'), at(ids, 3, 2, 0, 1));
        assert.deepEqual(await list('linked'), at(ids, 3, 2, 1));
        assert.deepEqual(await list('everyone'), at(ids, 3, 1));
      });

      it('merges public and unlisted photos in the album’s order, page by page', async () => {
        const ids = await beginPhotos(7);
        for (const id of at(ids, 1, 2, 5)) await changePhoto(id, { visibility: 'unlisted' });
        await add(ids);
        await order(at(ids, 5, 6));
        const pages = (audience: AlbumAudience, limit: number) =>
          readAllPages((request) => albums.listPhotos({ albumId, audience, ...request }), limit);
        assert.deepEqual(await pages('linked', 2), at(ids, 5, 6, 0, 1, 2, 3, 4));
        assert.deepEqual(await pages('everyone', 2), at(ids, 6, 0, 3, 4));
        assert.deepEqual((await albums.summarize([albumId], 'linked')).get(albumId), {
          photoCount: 7,
          firstPhotoId: ids[5],
        });
        assert.deepEqual((await albums.summarize([albumId], 'everyone')).get(albumId), {
          photoCount: 4,
          firstPhotoId: ids[6],
        });
      });

      it('counts the unlisted and the private photos outside the trash, whatever their state', async () => {
        const ids = await beginPhotos(5);
        await add(ids);
        assert.deepEqual(await albums.countRestricted(albumId), { unlisted: 0, private: 0 });
        await changePhoto(ids[0] ?? newId<PhotoId>(), { visibility: 'private', hiddenAt: noon });
        await changePhoto(ids[1] ?? newId<PhotoId>(), { visibility: 'private' });
        await changePhoto(ids[2] ?? newId<PhotoId>(), { visibility: 'unlisted' });
        await changePhoto(ids[3] ?? newId<PhotoId>(), { visibility: 'unlisted', trashedAt: noon });
        assert.deepEqual(await albums.countRestricted(albumId), { unlisted: 1, private: 2 });
        await changePhoto(ids[1] ?? newId<PhotoId>(), { visibility: 'unlisted' });
        await albums.removePhotos({ albumId, photoIds: at(ids, 0), now: noon });
        assert.deepEqual(await albums.countRestricted(albumId), { unlisted: 2, private: 0 });
        assert.deepEqual(await albums.countRestricted(newId<AlbumId>()), { unlisted: 0, private: 0 });
      });

      it('hides a photo from public lists that became unlisted while it was added', async () => {
        const [id = newId<PhotoId>()] = await beginPhotos(1);
        await Promise.all([
          add([id]),
          harness.elsewhere.photos.change(id, (photo) => ({ ...photo, visibility: 'unlisted' })),
        ]);
        assert.deepEqual(await list('everyone'), []);
        assert.deepEqual(await list('linked'), [id]);
      });

      it('hides a photo from others that became private while it was added', async () => {
        const [id = newId<PhotoId>()] = await beginPhotos(1);
        await Promise.all([
          add([id]),
          harness.elsewhere.photos.change(id, (photo) => ({ ...photo, visibility: 'private' })),
        ]);
        assert.deepEqual(await list('owner'), [id]);
        assert.deepEqual(await list('linked'), []);
      });

      it('counts the photos of many albums and returns the first of each', async () => {
        const ids = await beginPhotos(3);
        const second = buildAlbum(owner.id);
        const empty = buildAlbum(owner.id);
        await albums.insert(second);
        await albums.insert(empty);
        await add(ids);
        await albums.addPhotos({ albumId: second.id, photoIds: at(ids, 2), maxPhotos: 100, now: noon });
        await changePhoto(ids[0] ?? newId<PhotoId>(), { visibility: 'private' });
        const summarize = (audience: AlbumAudience) =>
          albums.summarize([albumId, second.id, empty.id], audience);
        assert.deepEqual(
          await summarize('owner'),
          new Map([
            [albumId, { photoCount: 3, firstPhotoId: ids[0] }],
            [second.id, { photoCount: 1, firstPhotoId: ids[2] }],
            [empty.id, { photoCount: 0 }],
          ]),
        );
        assert.deepEqual((await summarize('linked')).get(albumId), { photoCount: 2, firstPhotoId: ids[1] });
        assert.deepEqual(await albums.summarize([], 'owner'), new Map());
      });

      it('lists the albums of a photo', async () => {
        const ids = await beginPhotos(1);
        const second = buildAlbum(owner.id);
        await albums.insert(second);
        await add(ids);
        await albums.addPhotos({ albumId: second.id, photoIds: ids, maxPhotos: 100, now: noon });
        assert.deepEqual(
          new Set(await albums.listByPhoto(ids[0] ?? newId<PhotoId>())),
          new Set([albumId, second.id]),
        );
      });

      it('refuses a forged cursor and one of another audience', async () => {
        await add(await beginPhotos(3));
        const { nextCursor } = await albums.listPhotos({ albumId, audience: 'owner', limit: 1 });
        await assertRefusesForgedCursors(
          (request) => albums.listPhotos({ albumId, audience: 'everyone', ...request }),
          nextCursor,
        );
      });
    });
  });
}
