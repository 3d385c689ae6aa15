import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccountId } from '../../domain/ids.ts';
import { always, buildChecksum, buildListedPhoto, buildPhoto, newId, noon, times } from './builders.ts';
import type { CreateHarness } from './stores.ts';
import { usePhotos } from './use-photos.ts';

export function describeRemoval(create: CreateHarness<'accounts' | 'photos' | 'likes'>): void {
  describe('remove', () => {
    const { owner, harness, photos, usage, begin } = usePhotos(create);

    it('removes a photo everywhere and reports if it existed', async () => {
      const photo = await begin(buildListedPhoto(owner.id, { tags: ['sea'], sha256: buildChecksum(1) }));
      const ada = newId<AccountId>();
      await harness().stores.likes.like({ photoId: photo.id, accountId: ada, likedAt: noon });
      assert.equal(await photos().remove(photo.id, always), true);
      assert.equal(await photos().remove(photo.id, always), false);
      assert.equal(await photos().find(photo.id), undefined);
      assert.deepEqual((await photos().listPublic({ limit: 5 })).items, []);
      assert.deepEqual((await photos().listPublic({ limit: 5, tag: 'sea' })).items, []);
      assert.deepEqual(await harness().stores.likes.findLiked(ada, [photo.id]), new Set());
      assert.deepEqual(await usage(), { photos: 0, publicPhotos: 0, bytes: 0, unfinished: 0 });
      await begin(buildPhoto(owner.id, { sha256: buildChecksum(1) }));
    });

    it('keeps a photo that must stay after a concurrent change', async () => {
      const photo = await begin(buildPhoto(owner.id, { status: 'uploading', tags: ['sea'], bytes: 7 }));
      await photos(1).change(photo.id, (present) => ({ ...present, status: 'processing' }));
      assert.equal(await photos().remove(photo.id, ({ status }) => status === 'uploading'), false);
      assert.deepEqual((await photos().find(photo.id))?.tags, ['sea']);
      assert.equal((await usage())?.bytes, 7);
      assert.equal(await photos().remove(photo.id, ({ status }) => status === 'processing'), true);
    });

    it('clears the avatar of the owner', async () => {
      const [avatar, other] = [
        await begin(buildListedPhoto(owner.id)),
        await begin(buildListedPhoto(owner.id)),
      ];
      const { accounts } = harness().stores;
      await accounts.change(owner.id, (account) => ({ ...account, avatarPhotoId: avatar.id }));
      await photos().remove(other.id, always);
      assert.equal((await accounts.find(owner.id))?.avatarPhotoId, avatar.id);
      await photos().remove(avatar.id, always);
      assert.equal((await accounts.find(owner.id))?.avatarPhotoId, undefined);
    });

    it('succeeds for one of many concurrent calls', async () => {
      const { id } = await begin(buildListedPhoto(owner.id));
      const removed = await Promise.all(times(10, (index) => photos(index).remove(id, always)));
      assert.equal(removed.filter(Boolean).length, 1);
      assert.deepEqual(await usage(), { photos: 0, publicPhotos: 0, bytes: 0, unfinished: 0 });
    });

    it('wins against concurrent likes and changes and leaves nothing behind', async () => {
      const { id } = await begin(buildListedPhoto(owner.id, { tags: ['sea'] }));
      const ada = newId<AccountId>();
      await Promise.all([
        harness().elsewhere.likes.like({ photoId: id, accountId: ada, likedAt: noon }),
        photos(1).change(id, (photo) => ({ ...photo, tags: ['sea', 'sky'] })),
        photos().remove(id, always),
      ]);
      assert.equal(await photos().find(id), undefined);
      assert.deepEqual((await harness().stores.likes.listByAccount({ accountId: ada, limit: 5 })).items, []);
      assert.deepEqual((await photos().listPublic({ limit: 5, tag: 'sky' })).items, []);
      assert.deepEqual(await usage(), { photos: 0, publicPhotos: 0, bytes: 0, unfinished: 0 });
    });
  });
}
