import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo, Usage } from '../../domain/photo.ts';
import { buildChecksum, buildListedPhoto, buildPhoto, newId, noon, times } from './builders.ts';
import type { CreateHarness } from './stores.ts';
import { usePhotos } from './use-photos.ts';

export function describeChange(create: CreateHarness<'accounts' | 'photos' | 'likes'>): void {
  describe('change', () => {
    const { owner, harness, photos, usage, begin } = usePhotos(create);

    it('sets and clears fields and returns the changed photo', async () => {
      const { hiddenAt: _, ...photo } = await begin(buildListedPhoto(owner.id, { hiddenAt: noon }));
      const after = { ...photo, title: 'Sea', tags: ['sea'], metadata: { iso: 100 }, showPlace: true };
      assert.deepEqual(await photos().change(photo.id, () => after), { outcome: 'changed', photo: after });
      assert.deepEqual(await photos().find(photo.id), after);
    });

    it('does not change the count of likes', async () => {
      const { id } = await begin(buildListedPhoto(owner.id));
      await harness().stores.likes.like({ photoId: id, accountId: owner.id, likedAt: noon });
      const outcome = await photos().change(id, (photo) => ({ ...photo, title: 'x', likeCount: 99 }));
      assert.equal(outcome.outcome === 'changed' && outcome.photo.likeCount, 1);
      assert.equal((await photos().find(id))?.likeCount, 1);
    });

    it('writes nothing if the photo is unchanged', async () => {
      const photo = await begin(buildPhoto(owner.id));
      assert.deepEqual(await photos().change(photo.id, (same) => same), { outcome: 'changed', photo });
    });

    it('reports a missing photo', async () => {
      const outcome = await photos().change(newId<PhotoId>(), (photo) => ({ ...photo, title: 'x' }));
      assert.deepEqual(outcome, { outcome: 'absent' });
    });

    it('rethrows the error of a change and writes nothing', async () => {
      const photo = await begin(buildPhoto(owner.id));
      const refusal = new Error('refused');
      await assert.rejects(
        photos().change(photo.id, () => {
          throw refusal;
        }),
        refusal,
      );
      assert.deepEqual(await photos().find(photo.id), photo);
    });

    it('loses none of many concurrent changes', async () => {
      const { id } = await begin(buildPhoto(owner.id));
      await Promise.all(
        times(20, (index) =>
          photos(index).change(id, (photo) => ({ ...photo, tags: [...photo.tags, `tag${index}`] })),
        ),
      );
      assert.deepEqual(
        new Set((await photos().find(id))?.tags),
        new Set(times(20, (index) => `tag${index}`)),
      );
    });

    it('refuses a checksum that another photo of the owner claims', async () => {
      const sha256 = buildChecksum(1);
      const first = await begin(buildPhoto(owner.id, { sha256 }));
      const second = await begin(buildPhoto(owner.id));
      const outcome = await photos().change(second.id, (photo) => ({ ...photo, sha256, title: 'x' }));
      assert.deepEqual(outcome, { outcome: 'duplicate' });
      assert.deepEqual(await photos().find(second.id), second);
      assert.equal((await usage())?.bytes, 2000);
      assert.equal((await photos().findByChecksum(owner.id, sha256))?.id, first.id);
    });

    it('frees a checksum for another photo of the owner', async () => {
      const sha256 = buildChecksum(1);
      const first = await begin(buildPhoto(owner.id, { sha256 }));
      const second = await begin(buildPhoto(owner.id));
      await photos().change(first.id, ({ sha256: _, ...photo }) => photo);
      assert.equal(await photos().findByChecksum(owner.id, sha256), undefined);
      const outcome = await photos(1).change(second.id, (photo) => ({ ...photo, sha256 }));
      assert.equal(outcome.outcome, 'changed');
      assert.equal((await photos().findByChecksum(owner.id, sha256))?.id, second.id);
      assert.equal(await photos().findByChecksum(newId(), sha256), undefined);
    });

    it('releases the checksum of a rejected photo', async () => {
      const sha256 = buildChecksum(1);
      const first = await begin(buildPhoto(owner.id, { sha256 }));
      await photos().change(first.id, (photo) => ({ ...photo, status: 'rejected' }));
      await begin(buildPhoto(owner.id, { sha256 }));
      const outcome = await photos().change(first.id, (photo) => ({ ...photo, status: 'processing' }));
      assert.deepEqual(outcome, { outcome: 'duplicate' });
    });

    it("counts the owner's usage", async () => {
      const { id } = await begin(buildPhoto(owner.id));
      const steps: [Partial<Photo>, Usage][] = [
        [
          { status: 'processing', bytes: 900 },
          { photos: 0, publicPhotos: 0, bytes: 900, unfinished: 0 },
        ],
        [
          { status: 'ready', publishedAt: noon },
          { photos: 1, publicPhotos: 1, bytes: 900, unfinished: 0 },
        ],
        [{ visibility: 'private' }, { photos: 1, publicPhotos: 0, bytes: 900, unfinished: 0 }],
        [{ visibility: 'public' }, { photos: 1, publicPhotos: 1, bytes: 900, unfinished: 0 }],
        [{ hiddenAt: noon }, { photos: 1, publicPhotos: 0, bytes: 900, unfinished: 0 }],
        [{ trashedAt: noon }, { photos: 0, publicPhotos: 0, bytes: 900, unfinished: 0 }],
        [{ status: 'rejected' }, { photos: 0, publicPhotos: 0, bytes: 0, unfinished: 1 }],
      ];
      for (const [change, expected] of steps) {
        await photos().change(id, (photo) => ({ ...photo, ...change }));
        assert.deepEqual(await usage(), expected);
      }
    });

    it('counts exactly when many photos change at once', async () => {
      const begun = await Promise.all(times(20, () => begin(buildPhoto(owner.id))));
      await Promise.all(
        begun.map(({ id }, index) =>
          photos(index).change(id, (photo) => ({ ...photo, status: 'ready', publishedAt: noon, bytes: 10 })),
        ),
      );
      assert.deepEqual(await usage(), { photos: 20, publicPhotos: 20, bytes: 200, unfinished: 0 });
    });
  });
}
