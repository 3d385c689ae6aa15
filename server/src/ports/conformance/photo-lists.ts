import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { PhotoId } from '../../domain/ids.ts';
import type { Photo, PhotoStatus, Visibility } from '../../domain/photo.ts';
import type { PhotoStore } from '../photos.ts';
import { always, buildAccount, buildListedPhoto, buildPhoto, noon, times } from './builders.ts';
import { assertRefusesForgedCursors, readAllPages } from './paging.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

const ids = (photos: Photo[]) => photos.map(({ id }) => id);

/** Sorts by time and then by id, both descending. */
const inFallingOrder = (photos: Photo[], at: (photo: Photo) => number = ({ createdAt }) => createdAt) =>
  ids(photos.toSorted((a, b) => at(b) - at(a) || (a.id < b.id ? 1 : -1)));

export function describePhotoLists(create: CreateHarness<'accounts' | 'photos' | 'likes'>): void {
  describe('lists', () => {
    let harness: StoreHarness<'accounts' | 'photos' | 'likes'>;
    let photos: PhotoStore;
    const owner = buildAccount();
    const other = buildAccount();
    const ownerId = owner.id;

    beforeEach(async () => {
      harness = await create();
      photos = harness.stores.photos;
      await harness.stores.accounts.insert(owner);
      await harness.stores.accounts.insert(other);
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    async function begin(photo: Photo): Promise<Photo> {
      assert.equal((await photos.begin(photo, 1e12)).outcome, 'begun');
      return photo;
    }
    async function beginAll(built: Photo[]): Promise<Photo[]> {
      for (const photo of built) await begin(photo);
      return built;
    }

    /* Builds three photos for each moment, so that pages end between equal ones. */
    const buildMany = (change: (index: number) => Partial<Photo> = () => ({})) =>
      times(9, (index) => {
        const moment = noon + Math.floor(index / 3);
        return buildListedPhoto(ownerId, { createdAt: moment, publishedAt: moment, ...change(index) });
      });

    describe('of everybody', () => {
      it('lists the latest first, without gaps or repeats while photos arrive', async () => {
        const begun = await beginAll(buildMany());
        let later = noon + 100;
        const listed = await readAllPages(
          (request) => photos.listPublic(request),
          2,
          () => {
            later += 1;
            return begin(buildListedPhoto(other.id, { publishedAt: later }));
          },
        );
        assert.deepEqual(ids(listed), inFallingOrder(begun));
      });

      it('returns whole photos', async () => {
        const photo = await begin(
          buildListedPhoto(ownerId, { tags: ['sea'], title: 'Sea', metadata: { iso: 1 } }),
        );
        assert.deepEqual((await photos.listPublic({ limit: 1 })).items, [photo]);
        assert.deepEqual((await photos.listPublic({ limit: 1, tag: 'sea' })).items, [photo]);
      });

      it('lists only public photos, and only while they are public', async () => {
        const listed = await begin(buildListedPhoto(ownerId, { tags: ['sea'] }));
        const unlisted: Partial<Photo>[] = [
          { visibility: 'unlisted' },
          { visibility: 'private' },
          { trashedAt: noon },
          { hiddenAt: noon },
          { status: 'processing' },
          { status: 'rejected' },
        ];
        await beginAll(unlisted.map((change) => buildListedPhoto(ownerId, { tags: ['sea'], ...change })));
        const everywhere = async () => [
          ids((await photos.listPublic({ limit: 9 })).items),
          ids((await photos.listPublic({ limit: 9, tag: 'sea' })).items),
          ids((await photos.listPublicByOwner({ limit: 9, ownerId })).items),
        ];
        assert.deepEqual(await everywhere(), [[listed.id], [listed.id], [listed.id]]);
        for (const change of unlisted) {
          await photos.change(listed.id, (photo) => ({ ...photo, ...change }));
          assert.deepEqual(await everywhere(), [[], [], []]);
          await photos.change(listed.id, () => listed);
          assert.deepEqual(await everywhere(), [[listed.id], [listed.id], [listed.id]]);
        }
      });

      it('finds a tag whatever its case, and follows a change of tags', async () => {
        const photo = await begin(buildListedPhoto(ownerId, { tags: ['Über', 'ÜBER', 'sky'] }));
        const find = async (tag: string) => ids((await photos.listPublic({ tag, limit: 9 })).items);
        assert.deepEqual(await find('üBER'), [photo.id]);
        assert.deepEqual(await find('ube'), []);
        await photos.change(photo.id, (present) => ({ ...present, tags: ['sea'] }));
        assert.deepEqual(await find('über'), []);
        assert.deepEqual(await find('SEA'), [photo.id]);
      });

      it('finds a tag of any length', async () => {
        const tag = '東'.repeat(500);
        const photo = await begin(buildListedPhoto(ownerId, { tags: [tag, `${tag}京`] }));
        assert.deepEqual(ids((await photos.listPublic({ tag, limit: 9 })).items), [photo.id]);
        assert.deepEqual((await photos.listPublic({ tag: '東'.repeat(499), limit: 9 })).items, []);
      });

      it('pages through a tag while photos with it arrive', async () => {
        const begun = await beginAll(buildMany(() => ({ tags: ['sea'] })));
        await begin(buildListedPhoto(ownerId, { tags: ['sky'] }));
        const listed = await readAllPages(
          (request) => photos.listPublic({ tag: 'sea', ...request }),
          2,
          () => begin(buildListedPhoto(ownerId, { tags: ['sea'], publishedAt: noon + 100 })),
        );
        assert.deepEqual(ids(listed), inFallingOrder(begun));
      });
    });

    describe('of one owner', () => {
      it('shows others public photos, latest first', async () => {
        const begun = await beginAll(buildMany());
        await begin(buildListedPhoto(other.id));
        const listed = await readAllPages((request) => photos.listPublicByOwner({ ownerId, ...request }), 2);
        assert.deepEqual(ids(listed), inFallingOrder(begun));
      });

      it('shows the owner all photos outside the trash, newest first, while photos arrive', async () => {
        const begun = await beginAll(buildMany((index) => (index % 2 ? { visibility: 'private' } : {})));
        await begin(buildListedPhoto(ownerId, { trashedAt: noon }));
        await begin(buildListedPhoto(other.id));
        const listed = await readAllPages(
          (request) => photos.listByOwner({ ownerId, ...request }),
          2,
          () => begin(buildPhoto(ownerId, { createdAt: noon + 100 })),
        );
        assert.deepEqual(ids(listed), inFallingOrder(begun));
      });

      it('filters by status, visibility and tag, alone and together', async () => {
        const statuses: PhotoStatus[] = ['uploading', 'processing', 'ready', 'rejected'];
        const visibilities: Visibility[] = ['public', 'unlisted', 'private'];
        const tags = [['sea'], ['Sea', 'sky'], []];
        const begun = await beginAll(
          statuses.flatMap((status) =>
            visibilities.flatMap((visibility) =>
              tags.map((some, index) =>
                buildListedPhoto(ownerId, { status, visibility, tags: some, createdAt: noon + index }),
              ),
            ),
          ),
        );
        await begin(buildListedPhoto(ownerId, { tags: ['sea'], trashedAt: noon }));
        for (const status of [undefined, ...statuses])
          for (const visibility of [undefined, ...visibilities])
            for (const tag of [undefined, 'SEA']) {
              const expected = begun.filter(
                (photo) =>
                  (status === undefined || photo.status === status) &&
                  (visibility === undefined || photo.visibility === visibility) &&
                  (tag === undefined || photo.tags.some((one) => one.toLowerCase() === 'sea')),
              );
              const listed = await readAllPages(
                (request) => photos.listByOwner({ ownerId, status, visibility, tag, ...request }),
                7,
              );
              assert.deepEqual(ids(listed), inFallingOrder(expected), `${status} ${visibility} ${tag}`);
            }
      });

      it('lists the tags of photos outside the trash once each, spelled as on the newest photo', async () => {
        const tag = (tags: string[], change: Partial<Photo> = {}) =>
          begin(buildListedPhoto(ownerId, { tags, ...change }));
        await tag(['Über', 'sea'], { createdAt: noon });
        const newest = await tag(['SEA', 'a'.repeat(500)], { createdAt: noon + 1, visibility: 'private' });
        await tag(['sea'], { createdAt: noon + 2, trashedAt: noon });
        const trashed = await tag(['lost'], { trashedAt: noon });
        await begin(buildListedPhoto(other.id, { tags: ['theirs'] }));
        const list = (limit = 9) => photos.listTags({ ownerId, limit });
        assert.deepEqual(new Set(await list()), new Set(['a'.repeat(500), 'SEA', 'Über']));
        assert.ok((await list(2)).length <= 2);
        await photos.change(trashed.id, ({ trashedAt: _, ...photo }) => photo);
        await photos.change(newest.id, (photo) => ({ ...photo, tags: [] }));
        assert.deepEqual(await list(), ['lost', 'sea', 'Über']);
        assert.deepEqual(await photos.listTags({ ownerId: buildAccount().id, limit: 9 }), []);
      });

      it('finds a tag behind hundreds of unused ones', async () => {
        const tagged = await beginAll(
          times(12, (index) =>
            buildListedPhoto(ownerId, { tags: times(50, (count) => `gone ${index} ${count}`) }),
          ),
        );
        await begin(buildListedPhoto(ownerId, { tags: ['zebra'] }));
        const list = () => photos.listTags({ ownerId, limit: 500 });
        assert.equal((await list()).length, 500);
        for (const { id } of tagged) await photos.change(id, (photo) => ({ ...photo, tags: [] }));
        assert.deepEqual(await list(), ['zebra']);
      });

      it('lists the trash, latest first', async () => {
        const begun = await beginAll(
          buildMany((index) => ({ trashedAt: noon + Math.floor((8 - index) / 3), createdAt: noon })),
        );
        await begin(buildListedPhoto(ownerId));
        await begin(buildListedPhoto(other.id, { trashedAt: noon }));
        const listed = await readAllPages((request) => photos.listTrash({ ownerId, ...request }), 2);
        assert.deepEqual(
          ids(listed),
          inFallingOrder(begun, ({ trashedAt = 0 }) => trashedAt),
        );
      });

      it('moves a photo between library and trash', async () => {
        const photo = await begin(buildListedPhoto(ownerId, { tags: ['sea'] }));
        const lists = async () => [
          ids((await photos.listByOwner({ ownerId, limit: 9 })).items),
          ids((await photos.listByOwner({ ownerId, tag: 'sea', limit: 9 })).items),
          ids((await photos.listTrash({ ownerId, limit: 9 })).items),
        ];
        await photos.change(photo.id, (present) => ({ ...present, trashedAt: noon }));
        assert.deepEqual(await lists(), [[], [], [photo.id]]);
        await photos.change(photo.id, () => photo);
        assert.deepEqual(await lists(), [[photo.id], [photo.id], []]);
      });

      it('lists all photos of one owner by id, trash included', async () => {
        const begun = await beginAll(buildMany((index) => (index % 2 ? { trashedAt: noon } : {})));
        await begin(buildPhoto(other.id));
        const listed = await readAllPages((request) => photos.listAllByOwner({ ownerId, ...request }), 2);
        assert.deepEqual(ids(listed), ids(begun).toSorted());
      });
    });

    describe('for upkeep', () => {
      it('lists photos trashed before a time, oldest first', async () => {
        const trashed = [3, 1, 2].map((after) => buildListedPhoto(ownerId, { trashedAt: noon + after }));
        await beginAll([...trashed, buildListedPhoto(ownerId)]);
        const list = (limit: number) => photos.listTrashedBefore({ before: noon + 3, limit });
        assert.deepEqual(ids(await list(9)), [trashed[1]?.id, trashed[2]?.id]);
        assert.deepEqual(ids(await list(1)), [trashed[1]?.id]);
      });

      it('lists photos that are in a status since before a time, oldest first', async () => {
        const waiting = [3, 1, 2].map((after) => buildPhoto(ownerId, { statusSince: noon + after }));
        await beginAll([
          ...waiting,
          buildPhoto(ownerId, { status: 'processing' }),
          buildListedPhoto(ownerId),
        ]);
        const list = async (limit: number) =>
          ids(await photos.listWaiting({ status: 'uploading', before: noon + 3, limit }));
        assert.deepEqual(await list(9), [waiting[1]?.id, waiting[2]?.id]);
        assert.deepEqual(await list(1), [waiting[1]?.id]);
        const [, second] = waiting;
        await photos.change(second?.id ?? ('' as PhotoId), (photo) => ({ ...photo, status: 'ready' }));
        assert.deepEqual(await list(9), [waiting[2]?.id]);
      });

      it('lists all photos by id', async () => {
        const begun = await beginAll([...buildMany(), buildPhoto(other.id, { trashedAt: noon })]);
        const listed = await readAllPages((request) => photos.listAll(request), 3);
        assert.deepEqual(ids(listed), ids(begun).toSorted());
      });
    });

    describe('cursors', () => {
      it('refuses a forged cursor and one of another list', async () => {
        await beginAll(buildMany((index) => (index > 5 ? { trashedAt: noon } : {})));
        const { nextCursor: feed } = await photos.listPublic({ limit: 1 });
        const { nextCursor: trash } = await photos.listTrash({ ownerId, limit: 1 });
        assert.ok(feed && trash);
        await assertRefusesForgedCursors((request) => photos.listPublic(request), trash);
        await assertRefusesForgedCursors((request) => photos.listPublic({ tag: 'sea', ...request }), feed);
        await assertRefusesForgedCursors(
          (request) => photos.listPublicByOwner({ ownerId, ...request }),
          feed,
        );
        await assertRefusesForgedCursors((request) => photos.listByOwner({ ownerId, ...request }), feed);
        await assertRefusesForgedCursors((request) => photos.listTrash({ ownerId, ...request }), feed);
        await assertRefusesForgedCursors((request) => photos.listAll(request), feed);
        await assertRefusesForgedCursors((request) => photos.listAllByOwner({ ownerId, ...request }), feed);
      });

      it('continues after a photo that was removed', async () => {
        const begun = await beginAll(buildMany());
        const { items, nextCursor } = await photos.listPublic({ limit: 4 });
        const last = items.at(-1);
        assert.ok(last && nextCursor);
        await photos.remove(last.id, always);
        const rest = await photos.listPublic({ limit: 9, cursor: nextCursor });
        assert.deepEqual(ids(rest.items), inFallingOrder(begun).slice(4));
        assert.equal(rest.nextCursor, undefined);
      });
    });
  });
}
