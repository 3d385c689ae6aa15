import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccountId } from '../../domain/ids.ts';
import { always, buildAccount, buildAlbum, buildListedPhoto, newId, noon, times } from './builders.ts';
import type { CreateHarness } from './stores.ts';

/** Describes the promises of stores under concurrent changes by two processes. */
export function describeConcurrency(
  name: string,
  create: CreateHarness<'accounts' | 'photos' | 'likes' | 'albums'>,
): void {
  describe(name, () => {
    it('keeps counts and lists exact while fifty accounts like, unlike, order and delete', async () => {
      await using harness = await create();
      const { accounts, photos, likes, albums } = harness.stores;
      const owner = buildAccount();
      const album = buildAlbum(owner.id);
      const shown = times(10, () => buildListedPhoto(owner.id, { bytes: 10 }));
      const ids = shown.map(({ id }) => id);
      await accounts.insert(owner);
      await albums.insert(album);
      for (const photo of shown) await photos.begin(photo, 1e9);
      await albums.addPhotos({ albumId: album.id, photoIds: ids, maxPhotos: 100, now: noon });

      const people = times(50, () => newId<AccountId>());
      const doomed = ids.slice(5);
      await Promise.all(
        people.map(async (accountId, index) => {
          const own = index % 2 ? harness.elsewhere : harness.stores;
          for (const photoId of ids) await own.likes.like({ photoId, accountId, likedAt: noon });
          if (index % 2)
            for (const photoId of ids.toReversed()) await own.likes.unlike({ photoId, accountId });
          const photoIds = index % 3 ? ids.toReversed() : ids;
          await own.albums.orderPhotos({ albumId: album.id, photoIds, now: noon });
          const gone = doomed[index % doomed.length];
          if (gone && index >= 25) await own.photos.remove(gone, always);
        }),
      );

      const left = await photos.findMany(ids);
      assert.deepEqual(left.map(({ id }) => id).toSorted(), ids.slice(0, 5).toSorted());
      for (const photo of left) {
        assert.equal(photo.likeCount, 25);
        const { items } = await likes.listByPhoto({ photoId: photo.id, limit: 100 });
        assert.equal(items.length, 25);
      }
      for (const id of doomed)
        assert.deepEqual((await likes.listByPhoto({ photoId: id, limit: 9 })).items, []);
      assert.deepEqual((await accounts.find(owner.id))?.usage, {
        photos: 5,
        publicPhotos: 5,
        bytes: 50,
        unfinished: 0,
      });
      const inAlbum = await albums.listPhotos({ albumId: album.id, audience: 'owner', limit: 100 });
      assert.deepEqual(inAlbum.items.toSorted(), ids.slice(0, 5).toSorted());
    });
  });
}
