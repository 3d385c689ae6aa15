import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PhotoId } from '../../domain/ids.ts';
import {
  buildAccount,
  buildChecksum,
  buildListedPhoto,
  buildPhoto,
  buildPicture,
  newId,
  noon,
  times,
} from './builders.ts';
import type { CreateHarness } from './stores.ts';
import { usePhotos } from './use-photos.ts';

const quota = 2 ** 50;

export function describeBegin(create: CreateHarness<'accounts' | 'photos' | 'likes'>): void {
  describe('begin', () => {
    const { owner, harness, photos, usage, begin } = usePhotos(create);
    const sha256 = buildChecksum(1);

    it('stores a photo with all its fields', async () => {
      const photo = await begin(
        buildListedPhoto(owner.id, {
          title: 'Zoë 東京 🦉',
          description: 'line\nline',
          altText: 'a sea',
          tags: ['Sea', 'Ünïcode'],
          visibility: 'unlisted',
          showPlace: true,
          allowDownload: false,
          statusReason: 'none',
          bytes: 2 ** 40 - 1,
          sha256,
          picture: buildPicture({ animated: true }),
          metadata: { camera: 'X100', place: { latitude: -1.5, longitude: 2.25 }, keywords: ['a', 'b'] },
          trashedAt: noon + 1,
          hiddenAt: noon + 2,
          hiddenReason: 'same-file',
          requestDigest: 'd'.repeat(64),
        }),
      );
      assert.deepEqual(await photos().find(photo.id), photo);
    });

    it('omits absent fields', async () => {
      const photo = await begin(buildPhoto(owner.id));
      assert.deepEqual(await photos().find(photo.id), photo);
      assert.equal(await photos().find(newId<PhotoId>()), undefined);
    });

    it('finds many at once and omits missing ones', async () => {
      const [first, second] = [await begin(buildPhoto(owner.id)), await begin(buildPhoto(owner.id))];
      const found = await photos().findMany([first.id, newId<PhotoId>(), second.id, first.id]);
      assert.deepEqual(new Set(found.map(({ id }) => id)), new Set([first.id, second.id]));
      assert.equal(found.length, 2);
      assert.deepEqual(await photos().findMany([]), []);
    });

    it("finds the owner's photo of the same file", async () => {
      const photo = await begin(buildPhoto(owner.id, { sha256 }));
      const outcome = await photos().begin(buildPhoto(owner.id, { sha256 }), quota);
      assert.deepEqual(outcome, { outcome: 'exists', photo });
      assert.equal((await usage())?.bytes, photo.bytes);
    });

    it('begins one of many concurrent uploads of a file, and the others find it', async () => {
      const announced = times(20, () => buildPhoto(owner.id, { sha256 }));
      const outcomes = await Promise.all(
        announced.map((photo, index) => photos(index).begin(photo, announced[0]?.bytes ?? 0)),
      );
      assert.equal(outcomes.filter(({ outcome }) => outcome === 'begun').length, 1);
      const found = outcomes.flatMap((outcome) => (outcome.outcome === 'exists' ? [outcome.photo.id] : []));
      assert.equal(found.length, 19);
      assert.equal(new Set(found).size, 1);
      assert.deepEqual(await usage(), { photos: 0, publicPhotos: 0, bytes: 1000, unfinished: 1 });
    });

    it('limits unfinished uploads under concurrent calls', async () => {
      const outcomes = await Promise.all(
        times(8, (index) => photos(index).begin(buildPhoto(owner.id), quota, 3)),
      );
      const ofKind = (kind: string) => outcomes.filter(({ outcome }) => outcome === kind).length;
      assert.deepEqual([ofKind('begun'), ofKind('too-many-unfinished')], [3, 5]);
      assert.equal((await usage())?.unfinished, 3);
    });

    it('counts an upload as unfinished until it arrives, and again if it is rejected', async () => {
      const { id } = await begin(buildPhoto(owner.id));
      const isFull = async () => (await photos().begin(buildPhoto(owner.id), quota, 1)).outcome;
      assert.equal(await isFull(), 'too-many-unfinished');
      await photos().change(id, (photo) => ({ ...photo, status: 'processing' }));
      assert.equal((await usage())?.unfinished, 0);
      await photos().change(id, (photo) => ({ ...photo, status: 'rejected' }));
      assert.equal(await isFull(), 'too-many-unfinished');
      await photos().remove(id, () => true);
      assert.equal(await isFull(), 'begun');
    });

    it('accepts the same file from two owners', async () => {
      const other = buildAccount();
      await harness().stores.accounts.insert(other);
      await begin(buildPhoto(owner.id, { sha256 }));
      await begin(buildPhoto(other.id, { sha256 }));
    });

    it('accepts any number of files without a checksum', async () => {
      await begin(buildPhoto(owner.id));
      await begin(buildPhoto(owner.id));
      assert.equal((await usage())?.bytes, 2000);
    });

    it('accepts a file again that was rejected before', async () => {
      await begin(buildPhoto(owner.id, { sha256, status: 'rejected' }));
      await begin(buildPhoto(owner.id, { sha256 }));
      assert.equal((await usage())?.bytes, 1000);
    });

    it('fills a quota to the last byte and no further', async () => {
      assert.deepEqual(await photos().begin(buildPhoto(owner.id), 2000), { outcome: 'begun' });
      assert.deepEqual(await photos().begin(buildPhoto(owner.id, { bytes: 1001 }), 2000), {
        outcome: 'over-quota',
      });
      assert.deepEqual(await photos().begin(buildPhoto(owner.id), 2000), { outcome: 'begun' });
      assert.deepEqual(await photos().begin(buildPhoto(owner.id, { bytes: 1 }), 2000), {
        outcome: 'over-quota',
      });
    });

    it('keeps to the quota under concurrent uploads', async () => {
      const outcomes = await Promise.all(
        times(20, (index) =>
          photos(index).begin(buildPhoto(owner.id, { sha256: buildChecksum(index) }), 5500),
        ),
      );
      assert.equal(outcomes.filter(({ outcome }) => outcome === 'begun').length, 5);
      assert.equal(outcomes.filter(({ outcome }) => outcome === 'over-quota').length, 15);
      assert.equal((await usage())?.bytes, 5000);
    });

    it('finds the same file even if the quota is full', async () => {
      const photo = await begin(buildPhoto(owner.id, { sha256 }));
      const outcome = await photos().begin(buildPhoto(owner.id, { sha256 }), 0);
      assert.deepEqual(outcome, { outcome: 'exists', photo });
    });
  });
}
