import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { Photo } from '../../domain/photo.ts';
import type { LikeStore } from '../likes.ts';
import { always, buildAccount, buildListedPhoto, newId, noon, times } from './builders.ts';
import { assertRefusesForgedCursors, readAllPages } from './paging.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

/** Describes the promises of every like store. */
export function describeLikeStore(
  name: string,
  create: CreateHarness<'accounts' | 'photos' | 'likes'>,
): void {
  describe(name, () => {
    let harness: StoreHarness<'accounts' | 'photos' | 'likes'>;
    let likes: LikeStore;
    const owner = buildAccount();
    const ada = newId<AccountId>();

    beforeEach(async () => {
      harness = await create();
      likes = harness.stores.likes;
      await harness.stores.accounts.insert(owner);
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    async function beginPhoto(): Promise<Photo> {
      const photo = buildListedPhoto(owner.id);
      await harness.stores.photos.begin(photo, 1e12);
      return photo;
    }
    const countOf = async (id: PhotoId) => (await harness.stores.photos.find(id))?.likeCount;
    const like = (photoId: PhotoId, accountId = ada, likedAt = noon) =>
      likes.like({ photoId, accountId, likedAt });
    const unlike = (photoId: PhotoId, accountId = ada) => likes.unlike({ photoId, accountId });

    it('counts a repeated like once', async () => {
      const { id } = await beginPhoto();
      assert.equal(await like(id), 1);
      assert.equal(await like(id, ada, noon + 1), 1);
      assert.equal(await like(id, newId<AccountId>()), 2);
      assert.equal(await countOf(id), 2);
    });

    it('keeps the time of the first like', async () => {
      const { id } = await beginPhoto();
      await like(id);
      await like(id, ada, noon + 1);
      const { items } = await likes.listByPhoto({ photoId: id, limit: 5 });
      assert.deepEqual(items, [{ photoId: id, accountId: ada, likedAt: noon }]);
    });

    it('removes a like once under repeated calls', async () => {
      const { id } = await beginPhoto();
      assert.equal(await unlike(id), 0);
      await like(id);
      assert.equal(await unlike(id), 0);
      assert.equal(await unlike(id), 0);
      assert.equal(await countOf(id), 0);
      assert.equal(await like(id), 1);
    });

    it('returns no count for a missing photo and stores nothing', async () => {
      const { id } = await beginPhoto();
      await like(id);
      await harness.stores.photos.remove(id, always);
      assert.equal(await like(id), undefined);
      assert.equal(await unlike(id), undefined);
      assert.deepEqual(await likes.findLiked(ada, [id]), new Set());
      assert.deepEqual((await likes.listByAccount({ accountId: ada, limit: 5 })).items, []);
    });

    it('neither counts nor lists a like that is set aside until it is put back', async () => {
      const { id } = await beginPhoto();
      await like(id);
      await like(id, newId<AccountId>(), noon + 1);
      const listed = async () => (await likes.listByPhoto({ photoId: id, limit: 5 })).items.length;
      const aside = (isAside: boolean) => likes.setAside({ photoId: id, accountId: ada }, isAside);
      for (const _ of [1, 2]) assert.equal(await aside(true), 1, 'however often');
      assert.deepEqual([await countOf(id), await listed()], [1, 1]);
      assert.deepEqual(await likes.findLiked(ada, [id]), new Set([id]));
      assert.equal((await likes.listByAccount({ accountId: ada, limit: 5 })).items.length, 1);
      for (const _ of [1, 2]) assert.equal(await aside(false), 2);
      const { items } = await likes.listByPhoto({ photoId: id, limit: 5 });
      assert.deepEqual(items.at(-1), { photoId: id, accountId: ada, likedAt: noon });
      assert.equal(items.length, 2);
    });

    it('restores a repeated like, and removes one that is set aside', async () => {
      const { id } = await beginPhoto();
      const aside = () => likes.setAside({ photoId: id, accountId: ada }, true);
      await like(id);
      await aside();
      assert.equal(await like(id, ada, noon + 1), 1);
      await aside();
      assert.equal(await unlike(id), 0);
      assert.equal(await countOf(id), 0);
      assert.deepEqual(await likes.findLiked(ada, [id]), new Set());
      assert.equal(await like(id), 1);
    });

    it('does not set aside a missing like', async () => {
      const { id } = await beginPhoto();
      assert.equal(await likes.setAside({ photoId: id, accountId: ada }, true), undefined);
      assert.equal(await countOf(id), 0);
    });

    it('removes a photo together with likes that are set aside', async () => {
      const { id } = await beginPhoto();
      await like(id);
      await likes.setAside({ photoId: id, accountId: ada }, true);
      assert.equal(await harness.stores.photos.remove(id, always), true);
      assert.deepEqual((await likes.listByAccount({ accountId: ada, limit: 5 })).items, []);
    });

    it('counts exactly while likes are added, removed and set aside at once', async () => {
      const { id } = await beginPhoto();
      const people = times(6, () => newId<AccountId>());
      const steps = people.flatMap((accountId, index) => {
        const { likes: store } = index % 2 ? harness.stores : harness.elsewhere;
        const key = { photoId: id, accountId };
        return [
          () => store.like({ ...key, likedAt: noon }),
          () => store.setAside(key, true),
          () => store.setAside(key, false),
          () => store.setAside(key, true),
          () => (index % 3 === 0 ? store.unlike(key) : store.like({ ...key, likedAt: noon })),
        ];
      });
      await Promise.all(steps.map((step) => step()));
      const { items } = await likes.listByPhoto({ photoId: id, limit: 50 });
      assert.equal(await countOf(id), items.length);
      for (const accountId of people) await likes.setAside({ photoId: id, accountId }, true);
      assert.equal(await countOf(id), 0);
    });

    it('counts exactly when many like at once', async () => {
      const { id } = await beginPhoto();
      const counts = await Promise.all(
        times(50, (index) =>
          (index % 2 ? harness.stores : harness.elsewhere).likes.like({
            photoId: id,
            accountId: newId<AccountId>(),
            likedAt: noon,
          }),
        ),
      );
      assert.deepEqual(
        counts.toSorted((a = 0, b = 0) => a - b),
        times(50, (index) => index + 1),
      );
      assert.equal(await countOf(id), 50);
    });

    it('counts concurrent likes of one account once', async () => {
      const { id } = await beginPhoto();
      await Promise.all(
        times(20, (index) =>
          (index % 2 ? harness.stores : harness.elsewhere).likes.like({
            photoId: id,
            accountId: ada,
            likedAt: noon,
          }),
        ),
      );
      assert.equal(await countOf(id), 1);
      await Promise.all(
        times(20, (index) =>
          (index % 2 ? harness.stores : harness.elsewhere).likes.unlike({ photoId: id, accountId: ada }),
        ),
      );
      assert.equal(await countOf(id), 0);
    });

    it('ends with the exact count whatever the order of likes and unlikes', async () => {
      const { id } = await beginPhoto();
      const people = times(5, () => newId<AccountId>());
      await Promise.all(
        times(50, (index) => {
          const accountId = people[index % 5] ?? ada;
          const store = (index % 2 ? harness.stores : harness.elsewhere).likes;
          return index % 3
            ? store.like({ photoId: id, accountId, likedAt: noon })
            : store.unlike({ photoId: id, accountId });
        }),
      );
      const { items } = await likes.listByPhoto({ photoId: id, limit: 100 });
      assert.equal(await countOf(id), items.length);
    });

    it('loses no like to a concurrent change of the photo', async () => {
      const { id } = await beginPhoto();
      await Promise.all(
        times(20, (index) =>
          index % 2
            ? like(id, newId<AccountId>())
            : harness.elsewhere.photos.change(id, (photo) => ({ ...photo, title: `${photo.title}x` })),
        ),
      );
      const photo = await harness.stores.photos.find(id);
      assert.equal(photo?.likeCount, 10);
      assert.equal(photo?.title, 'x'.repeat(10));
    });

    it('returns which of many photos an account likes', async () => {
      const photos = [await beginPhoto(), await beginPhoto(), await beginPhoto()];
      const ids = photos.map(({ id }) => id);
      for (const id of ids.slice(0, 2)) await like(id);
      await like(ids[2] ?? newId<PhotoId>(), newId<AccountId>());
      assert.deepEqual(await likes.findLiked(ada, ids), new Set(ids.slice(0, 2)));
      assert.deepEqual(await likes.findLiked(ada, []), new Set());
    });

    it('lists the likes of a photo, latest first, without gaps while likes arrive', async () => {
      const { id } = await beginPhoto();
      const people = times(9, () => newId<AccountId>());
      for (const [index, person] of people.entries()) await like(id, person, noon + Math.floor(index / 3));
      let later = noon + 10;
      const listed = await readAllPages(
        (request) => likes.listByPhoto({ photoId: id, ...request }),
        2,
        () => {
          later += 1;
          return like(id, newId<AccountId>(), later);
        },
      );
      assert.deepEqual(new Set(listed.map(({ accountId }) => accountId)), new Set(people));
      assert.equal(listed.length, people.length);
      const moments = listed.map(({ likedAt }) => likedAt);
      assert.deepEqual(
        moments,
        moments.toSorted((a, b) => b - a),
      );
    });

    it('lists the likes of an account, latest first', async () => {
      const photos = [await beginPhoto(), await beginPhoto(), await beginPhoto()];
      for (const [index, { id }] of photos.entries()) await like(id, ada, noon + index);
      await like(photos[0]?.id ?? newId<PhotoId>(), newId<AccountId>(), noon + 9);
      const listed = await readAllPages((request) => likes.listByAccount({ accountId: ada, ...request }), 1);
      assert.deepEqual(
        listed.map(({ photoId }) => photoId),
        photos.map(({ id }) => id).reverse(),
      );
    });

    it('refuses a forged cursor and one of another list', async () => {
      const photos = [await beginPhoto(), await beginPhoto()];
      for (const { id } of photos) await like(id);
      const { nextCursor } = await likes.listByAccount({ accountId: ada, limit: 1 });
      const photoId = newId<PhotoId>();
      await assertRefusesForgedCursors((request) => likes.listByPhoto({ photoId, ...request }), nextCursor);
    });
  });
}
