import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Album } from '../../domain/album.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { AlbumStore } from '../albums.ts';
import { describeAlbumPhotos } from './album-photos.ts';
import { buildAccount, buildAlbum, newId, noon, times } from './builders.ts';
import { assertRefusesForgedCursors, readAllPages } from './paging.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

/** Describes the promises of every album store. */
export function describeAlbumStore(
  name: string,
  create: CreateHarness<'accounts' | 'photos' | 'albums'>,
): void {
  describe(name, () => {
    describeAlbums(create);
    describeAlbumPhotos(create);
  });
}

function describeAlbums(create: CreateHarness<'albums'>): void {
  describe('albums', () => {
    let harness: StoreHarness<'albums'>;
    let albums: AlbumStore;
    const { id: ownerId } = buildAccount();

    beforeEach(async () => {
      harness = await create();
      albums = harness.stores.albums;
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    async function insert(change: Partial<Album> = {}): Promise<Album> {
      const album = buildAlbum(ownerId, change);
      await albums.insert(album);
      return album;
    }
    const ids = (list: Album[]) => list.map(({ id }) => id);

    it('returns everything that was stored', async () => {
      const album = await insert({
        title: 'Zoë 🦉',
        description: 'line\nline',
        visibility: 'unlisted',
        coverPhotoId: newId<PhotoId>(),
        updatedAt: noon + 1,
      });
      assert.deepEqual(await albums.find(album.id), album);
      const plain = await insert();
      assert.deepEqual(await albums.find(plain.id), plain);
      assert.equal(await albums.find(newId<AlbumId>()), undefined);
    });

    it('sets and clears fields and returns the changed album', async () => {
      const { coverPhotoId: _, ...album } = await insert({ coverPhotoId: newId<PhotoId>() });
      const after = { ...album, title: 'Winter', visibility: 'private' as const };
      assert.deepEqual(await albums.change(album.id, () => after), { outcome: 'changed', album: after });
      assert.deepEqual(await albums.find(album.id), after);
    });

    it('reports a missing album on change', async () => {
      const outcome = await albums.change(newId<AlbumId>(), (album) => ({ ...album, title: 'x' }));
      assert.deepEqual(outcome, { outcome: 'absent' });
    });

    it('rethrows the error of a change and writes nothing', async () => {
      const album = await insert();
      const refusal = new Error('refused');
      await assert.rejects(
        albums.change(album.id, () => {
          throw refusal;
        }),
        refusal,
      );
      assert.deepEqual(await albums.find(album.id), album);
    });

    it('loses none of many concurrent changes', async () => {
      const { id } = await insert({ title: '' });
      await Promise.all(
        times(20, (index) =>
          (index % 2 ? harness.stores : harness.elsewhere).albums.change(id, (album) => ({
            ...album,
            title: `${album.title}x`,
          })),
        ),
      );
      assert.equal((await albums.find(id))?.title, 'x'.repeat(20));
    });

    it('removes an album and reports if it existed', async () => {
      const { id } = await insert();
      assert.equal(await albums.remove(id), true);
      assert.equal(await albums.remove(id), false);
      assert.equal(await albums.find(id), undefined);
    });

    it('lists an owner’s albums, newest first, without gaps while others are added', async () => {
      const made: Album[] = [];
      for (const index of times(9, (count) => count))
        made.push(await insert({ createdAt: noon + Math.floor(index / 3) }));
      await insert({ ownerId: buildAccount().id });
      const listed = await readAllPages(
        (request) => albums.listByOwner({ ownerId, ...request }),
        2,
        () => insert({ createdAt: noon + 100 }),
      );
      const newestFirst = made.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
      assert.deepEqual(ids(listed), ids(newestFirst));
    });

    it('lists only public albums for others', async () => {
      const album = await insert();
      await insert({ visibility: 'unlisted' });
      await insert({ visibility: 'private' });
      const list = async () => ids((await albums.listByOwner({ ownerId, publicOnly: true, limit: 9 })).items);
      assert.deepEqual(await list(), [album.id]);
      await albums.change(album.id, (present) => ({ ...present, visibility: 'private' }));
      assert.deepEqual(await list(), []);
      await albums.change(album.id, (present) => ({ ...present, visibility: 'public' }));
      assert.deepEqual(await list(), [album.id]);
    });

    it('counts all albums of an owner or the public ones', async () => {
      const count = async () => [
        await albums.countByOwner({ ownerId }),
        await albums.countByOwner({ ownerId, publicOnly: true }),
      ];
      assert.deepEqual(await count(), [0, 0]);
      const [album] = [await insert(), await insert(), await insert({ visibility: 'private' })];
      await insert({ visibility: 'unlisted' });
      await insert({ ownerId: buildAccount().id });
      assert.deepEqual(await count(), [4, 2]);
      await albums.change(album.id, (present) => ({ ...present, visibility: 'private' }));
      assert.deepEqual(await count(), [4, 1]);
      await albums.remove(album.id);
      assert.deepEqual(await count(), [3, 1]);
    });

    it('refuses a forged cursor and one of another list', async () => {
      for (const _ of times(3, () => 0)) await insert();
      const { nextCursor } = await albums.listByOwner({ ownerId, publicOnly: true, limit: 1 });
      await assertRefusesForgedCursors((request) => albums.listByOwner({ ownerId, ...request }), nextCursor);
    });
  });
}
