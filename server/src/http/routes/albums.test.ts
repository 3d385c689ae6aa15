import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { describeOnBackends } from '../../testing/app/backends.ts';
import type { TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';

describeOnBackends('albums', (startApp) => {
  let app: TestApp;
  let owner: TestClient;
  const ids: string[] = [];
  before(async () => {
    app = await startApp();
    owner = await app.createMember('owner');
    for (let hue = 0; hue < 4; hue += 1) {
      const visibility = hue === 3 ? 'private' : 'public';
      ids.push(
        (await owner.upload(await makeJpeg({ width: 64, height: 48, hue: hue * 40 }), { visibility })).id,
      );
    }
    await app.runJobs();
  });
  after(() => app[Symbol.asyncDispose]());

  const idsOf = async (person: TestClient, albumId: string) =>
    (await person.get(`/albums/${albumId}/photos`)).body.items.map(({ id }: { id: string }) => id);

  it('keeps photos in the order that its owner gives', async () => {
    const album = (
      await owner.post('/albums', {
        title: 'Summer',
        visibility: 'public',
        photoIds: ids.slice(0, 3),
      })
    ).body;
    assert.deepEqual(await idsOf(owner, album.id), ids.slice(0, 3));
    const [a = '', b = '', c = ''] = ids;
    assert.equal((await owner.put(`/albums/${album.id}/order`, { photoIds: [c, a] })).status, 200);
    assert.deepEqual(await idsOf(owner, album.id), [c, a, b]);
    await owner.delete(`/albums/${album.id}/photos`, { photoIds: [a] });
    await owner.post(`/albums/${album.id}/photos`, { photoIds: [b, a] });
    assert.deepEqual(await idsOf(app.createVisitor(), album.id), [c, b, a]);
  });

  it('shows others only shared photos, and counts only these for them', async () => {
    const album = (await owner.post('/albums', { title: 'Mixed', visibility: 'public', photoIds: ids })).body;
    assert.equal(album.photoCount, 4);
    const seen = (await app.createVisitor().get(`/albums/${album.id}`)).body;
    assert.equal(seen.photoCount, 3);
    assert.equal((await idsOf(app.createVisitor(), album.id)).includes(ids[3]), false);
  });

  it('tells only its owner how many of its photos are more private than the album', async () => {
    const [a = '', b = '', c = '', d = ''] = await Promise.all(
      (['public', 'unlisted', 'private', 'private'] as const).map(
        async (visibility, index) =>
          (await owner.upload(await makeJpeg({ width: 64, height: 48, hue: 200 + index }), { visibility }))
            .id,
      ),
    );
    await app.runJobs();
    const made = (await owner.post('/albums', { title: 'Deep', visibility: 'public', photoIds: [c, b, a] }))
      .body;
    assert.deepEqual(made.withheld, { unlisted: 1, private: 1 });
    const path = `/albums/${made.id}`;
    assert.deepEqual((await owner.post(`${path}/photos`, { photoIds: [d] })).body.withheld, {
      unlisted: 1,
      private: 2,
    });
    const visitor = app.createVisitor();
    const seen = (await visitor.get(path)).body;
    assert.deepEqual([seen.photoCount, seen.cover.id, seen.withheld], [1, a, undefined]);
    assert.deepEqual(await idsOf(visitor, made.id), [a]);
    const listed = (await visitor.get('/users/owner/albums')).body.items[0];
    assert.deepEqual([listed.id, listed.photoCount, listed.cover.id], [made.id, 1, a]);

    assert.deepEqual((await owner.patch(path, { visibility: 'unlisted' })).body.withheld, {
      unlisted: 0,
      private: 2,
    });
    const linked = (await visitor.get(path)).body;
    assert.deepEqual([linked.photoCount, linked.cover.id], [2, b]);
    assert.deepEqual(await idsOf(visitor, made.id), [b, a]);
    assert.deepEqual((await owner.patch(path, { visibility: 'private' })).body.withheld, {
      unlisted: 0,
      private: 0,
    });

    await owner.patch(path, { visibility: 'public' });
    const shown = { photoIds: [b, c, d], action: 'visibility', visibility: 'public', allowDownload: true };
    await owner.post('/photos/bulk', shown);
    assert.deepEqual((await owner.get(path)).body.withheld, { unlisted: 0, private: 0 });
    assert.deepEqual(await idsOf(visitor, made.id), [c, b, a, d]);
    assert.equal((await visitor.get(`/photos/${d}/download`)).status, 302);
    await owner.post('/photos/bulk', { ...shown, allowDownload: false });
    assert.equal((await visitor.get(`/photos/${d}/download`)).status, 404);
    await owner.post('/photos/bulk', { ...shown, allowDownload: undefined });
    assert.equal((await visitor.get(`/photos/${d}/download`)).status, 404, 'downloads stay as they are');
  });

  it('counts how many of the given photos are in each album', async () => {
    const [a = '', b = '', c = ''] = ids;
    const another = await app.createMember('collector');
    const photos = { both: [a, b], one: [b], none: [c], empty: [] };
    for (const [title, photoIds] of Object.entries(photos))
      await another.post('/albums', { title, photoIds });
    for (const [title, photoIds] of Object.entries(photos)) await owner.post('/albums', { title, photoIds });
    const holds = async (person: TestClient, holding: string) => {
      const { items } = (await person.get(`/me/albums?limit=4&holding=${holding}`)).body;
      return Object.fromEntries(
        items.map(({ title, holds }: { title: string; holds: number }) => [title, holds]),
      );
    };
    assert.deepEqual(await holds(owner, `${a},${b},${randomUUID()}`), { both: 2, one: 1, none: 0, empty: 0 });
    assert.deepEqual(await holds(another, `${a},${b}`), { both: 0, one: 0, none: 0, empty: 0 });
    assert.equal((await owner.get('/me/albums')).body.items[0].holds, undefined, 'where nobody asks');
    assert.equal(
      (await owner.get(`/me/albums?holding=${Array(51).fill(ids[0])}`)).status,
      400,
      'of too many',
    );
  });

  it('is created once per idempotency key', async () => {
    const make = async (person: TestClient) => {
      const response = await person.fetch('/api/v1/albums', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
        body: JSON.stringify({ title: 'Once' }),
      });
      return ((await response.json()) as { id: string }).id;
    };
    const first = await make(owner);
    assert.equal(await make(owner), first);
    assert.notEqual(await make(await app.createMember('another')), first);
  });

  it('has a cover: the chosen one, or the first', async () => {
    const album = (await owner.post('/albums', { title: 'Covers', photoIds: ids.slice(0, 2) })).body;
    assert.equal(album.cover.id, ids[0]);
    const changed = (await owner.patch(`/albums/${album.id}`, { coverPhotoId: ids[1], title: 'New title' }))
      .body;
    assert.deepEqual([changed.cover.id, changed.title], [ids[1], 'New title']);
    await owner.delete(`/albums/${album.id}/photos`, { photoIds: [ids[1]] });
    assert.equal((await owner.get(`/albums/${album.id}`)).body.cover.id, ids[0]);
  });

  it('is hidden from strangers while private, and only its owner can change it', async () => {
    const album = (await owner.post('/albums', { title: 'Secret', visibility: 'private' })).body;
    const stranger = await app.createMember('stranger');
    for (const answer of [
      await stranger.get(`/albums/${album.id}`),
      await stranger.get(`/albums/${album.id}/photos`),
      await stranger.patch(`/albums/${album.id}`, { title: 'Mine' }),
      await stranger.post(`/albums/${album.id}/photos`, { photoIds: [ids[0]] }),
      await stranger.put(`/albums/${album.id}/order`, { photoIds: [ids[0]] }),
      await stranger.delete(`/albums/${album.id}`),
    ])
      assert.equal(answer.status, 404);
    assert.equal(
      (await app.createVisitor().get('/users/owner/albums')).body.items.some(
        ({ id }: { id: string }) => id === album.id,
      ),
      false,
    );
  });

  it('has the visibility of the account’s defaults, and is private before they are set', async () => {
    const person = await app.createMember('decider');
    const make = async (more = {}) => {
      const album = (await person.post('/albums', { title: 'Plans', ...more })).body;
      return [album.visibility, (await app.createVisitor().get(`/albums/${album.id}`)).status];
    };
    assert.deepEqual(await make(), ['private', 404]);
    await person.patch('/me', { uploadDefaults: { visibility: 'unlisted', allowDownload: false } });
    assert.deepEqual(await make(), ['unlisted', 200]);
    assert.deepEqual(await make({ visibility: 'private' }), ['private', 404]);
    await person.patch('/me', { uploadDefaults: { visibility: 'public', allowDownload: false } });
    assert.deepEqual(await make(), ['public', 200]);
  });

  it('refuses photos of other members', async () => {
    const thief = await app.createMember('thief');
    const album = (await thief.post('/albums', { title: 'Loot', photoIds: ids })).body;
    assert.equal(album.photoCount, 0);
  });

  it('is deleted alone, or with its photos, which move to the trash', async () => {
    const extra = await owner.upload(await makeJpeg({ width: 64, height: 48, hue: 300 }));
    await app.runJobs();
    const alone = (await owner.post('/albums', { title: 'Alone', photoIds: [extra.id] })).body;
    assert.equal((await owner.delete(`/albums/${alone.id}`)).status, 204);
    assert.equal((await owner.get(`/photos/${extra.id}`)).body.trashedAt, null);
    const together = (await owner.post('/albums', { title: 'Together', photoIds: [extra.id] })).body;
    assert.equal((await owner.delete(`/albums/${together.id}?photos=delete`)).status, 204);
    assert.notEqual((await owner.get(`/photos/${extra.id}`)).body.trashedAt, null);
  });

  it('changes many photos at once, with a result for each', async () => {
    const stranger = await app.createMember('bulk-stranger');
    const { results } = (
      await owner.post('/photos/bulk', {
        photoIds: [ids[0], 'nothing', ids[1]],
        action: 'addTags',
        tags: ['Sea', 'sea'],
      })
    ).body;
    assert.deepEqual(
      results.map(({ ok, code }: { ok: boolean; code?: string }) => code ?? ok),
      [true, 'not-found', true],
    );
    assert.equal((await app.createVisitor().get('/photos?tag=SEA')).body.items.length, 2);
    const foreign = (await stranger.post('/photos/bulk', { photoIds: [ids[0]], action: 'delete' })).body
      .results;
    assert.equal(foreign[0].code, 'not-found');
    assert.equal(
      (await owner.post('/photos/bulk', { photoIds: [ids[0]], action: 'visibility' })).status,
      400,
    );
    await owner.post('/photos/bulk', { photoIds: [ids[0]], action: 'removeTags', tags: ['SEA'] });
    assert.equal((await app.createVisitor().get('/photos?tag=sea')).body.items.length, 1);
    await owner.post('/photos/bulk', { photoIds: [ids[2]], action: 'delete' });
    assert.equal(
      (await owner.get('/me/trash')).body.items.some(({ id }: { id: string }) => id === ids[2]),
      true,
    );
    await owner.post('/photos/bulk', { photoIds: [ids[2]], action: 'restore' });
    const album = (await owner.post('/albums', { title: 'Bulk' })).body;
    await owner.post('/photos/bulk', { photoIds: ids, action: 'addToAlbum', albumId: album.id });
    assert.equal((await owner.get(`/albums/${album.id}`)).body.photoCount, 4);
  });
});
