import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, it } from 'node:test';
import { days } from '../../domain/time.ts';
import { tidy } from '../../features/maintenance/reconcile.ts';
import { describeOnBackends } from '../../testing/app/backends.ts';
import type { TestApp } from '../../testing/app/test-app.ts';
import { sendBytes } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describeOnBackends('uploads', (startApp) => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app[Symbol.asyncDispose]());

  it('publishes an announced photo on the home page', async () => {
    const ada = await app.createMember('ada');
    const photo = await ada.upload(await makeJpeg({ hue: 10 }), { title: 'First light', tags: ['Dawn'] });
    assert.equal(photo.status, 'processing');
    assert.equal((await app.createVisitor().get(`/photos/${photo.id}`)).status, 404);
    await app.runJobs();
    const { body: home } = await app.createVisitor().get('/photos');
    const [seen] = home.items;
    assert.equal(seen.id, photo.id);
    assert.equal(seen.status, 'ready');
    assert.deepEqual([seen.width, seen.height, seen.format], [640, 480, 'jpeg']);
    assert.match(seen.color, /^#[0-9a-f]{6}$/u);
    assert.ok(seen.thumbhash.length > 10);
    const picture = await app.createVisitor().fetch(seen.renditions[0].url);
    assert.equal(picture.status, 200);
    assert.equal(picture.headers.get('cache-control'), 'public, max-age=31536000, s-maxage=3600, immutable');
    assert.equal(picture.headers.get('x-content-type-options'), 'nosniff');
  });

  it('recognises a file of the same account, but not of another', async () => {
    const bytes = await makeJpeg({ hue: 20 });
    const first = await app.createMember('bea');
    const second = await app.createMember('cleo');
    const photo = await first.upload(bytes);
    await app.runJobs();
    const again = await first.upload(bytes);
    assert.deepEqual([again.duplicate, again.photo.id], [true, photo.id]);
    assert.notEqual((await second.upload(bytes)).id, photo.id);
  });

  it('continues an interrupted upload as the same photo', async () => {
    const person = await app.createMember('dora');
    const bytes = await makeJpeg({ hue: 30 });
    const announced = {
      fileName: 'a.jpg',
      contentType: 'image/jpeg',
      bytes: bytes.byteLength,
      sha256: sha256(bytes),
    };
    const broken = await person.post('/uploads', announced);
    const resumed = await person.upload(bytes);
    assert.equal(resumed.id, broken.body.photo.id);
  });

  it('detects a duplicate without a checksum by the time of rendering', async () => {
    const person = await app.createMember('emil');
    const bytes = await makeJpeg({ hue: 40 });
    await person.upload(bytes);
    await app.runJobs();
    const unnamed = await person.upload(bytes, { sha256: undefined });
    await app.runJobs();
    const { body } = await person.get(`/photos/${unnamed.id}`);
    assert.equal(body.status, 'rejected');
    assert.match(body.statusReason, /before/u);
  });

  it('accepts a file whose other announcement never completed', async () => {
    const person = await app.createMember('enzo');
    const bytes = await makeJpeg({ hue: 45 });
    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength };
    await person.post('/uploads', { ...file, sha256: sha256(bytes) });
    const unnamed = await person.upload(bytes, { sha256: undefined });
    await app.runJobs();
    assert.equal((await person.get(`/photos/${unnamed.id}`)).body.status, 'ready');
    const again = await person.upload(bytes);
    assert.deepEqual([again.duplicate, again.photo.id], [true, unnamed.id]);
  });

  it('restores a trashed photo if its file is uploaded without a checksum', async () => {
    const person = await app.createMember('elsa');
    const bytes = await makeJpeg({ hue: 47 });
    const first = await person.upload(bytes);
    await app.runJobs();
    await person.delete(`/photos/${first.id}`);
    const second = await person.upload(bytes, { sha256: undefined });
    await app.runJobs();
    assert.equal((await person.get(`/photos/${second.id}`)).body.status, 'rejected');
    const { items } = (await person.get('/me/photos?status=ready')).body;
    assert.deepEqual(
      items.map(({ id }: { id: string }) => id),
      [first.id],
    );
  });

  it('requests a file again that was missing when its album was deleted with its photos', async () => {
    const person = await app.createMember('erik');
    const bytes = await makeJpeg({ hue: 48 });
    const { id: albumId } = (await person.post('/albums', { title: 'Mine' })).body;
    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength };
    await person.post('/uploads', { ...file, sha256: sha256(bytes), albumId });
    assert.equal((await person.delete(`/albums/${albumId}?photos=delete`)).status, 204);
    assert.deepEqual((await person.get('/me/trash')).body.items, []);
    const { id } = await person.upload(bytes);
    await app.runJobs();
    assert.equal((await person.get(`/photos/${id}`)).body.status, 'ready');
  });

  it('adds a photo to the announced album if its owner has that album', async () => {
    const person = await app.createMember('edith');
    const album = (await person.post('/albums', { title: 'Walks', visibility: 'public' })).body;
    const photo = await person.upload(await makeJpeg({ hue: 45 }), { albumId: album.id });
    await app.runJobs();
    const { items } = (await app.createVisitor().get(`/albums/${album.id}/photos`)).body;
    assert.deepEqual(
      items.map(({ id }: { id: string }) => id),
      [photo.id],
    );
    const stranger = await app.createMember('edna');
    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 10 };
    assert.equal((await stranger.post('/uploads', { ...file, albumId: album.id })).status, 404);
    assert.equal((await stranger.get('/me/photos')).body.items.length, 0);
  });

  it('refuses bytes that differ from the announcement', async () => {
    const person = await app.createMember('frida');
    const bytes = await makeJpeg({ hue: 50 });
    const other = await makeJpeg({ hue: 51 });
    const { body } = await person.post('/uploads', {
      fileName: 'a.jpg',
      contentType: 'image/jpeg',
      bytes: bytes.byteLength,
      sha256: sha256(bytes),
    });
    const send = (content: Uint8Array<ArrayBuffer>) => sendBytes(app.fetch, body.target, content);
    assert.ok((await send(other)).status >= 400, 'another file');
    assert.ok((await send(bytes.slice(0, 100))).status >= 400, 'a shorter file');
    assert.equal((await person.post(`/uploads/${body.photo.id}/complete`)).status, 409);
    assert.equal((await send(bytes)).status, 200);
    assert.equal((await send(bytes)).status, 412, 'a second time');
    assert.equal((await person.post(`/uploads/${body.photo.id}/complete`)).status, 202);
  });

  it('states why a file is refused, and stores none of its bytes', async () => {
    const person = await app.createMember('gerda');
    const photo = await person.upload(new TextEncoder().encode('<html>not a picture</html>'));
    await app.runJobs();
    const { body } = await person.get(`/photos/${photo.id}`);
    assert.equal(body.status, 'rejected');
    assert.ok(body.statusReason.length > 10);
    assert.equal(await app.ports.blobs.head(`originals/${photo.id}`), undefined);
    assert.equal((await app.createVisitor().get(`/photos/${photo.id}`)).status, 404);
    assert.equal((await person.delete(`/uploads/${photo.id}`)).status, 204);
    assert.equal((await person.get(`/photos/${photo.id}`)).status, 404);
  });

  it('names the invalid field of an announcement', async () => {
    const person = await app.createMember('hanna');
    const good = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 10 };
    const faults: [string, unknown][] = [
      ['bytes', 0],
      ['bytes', -1],
      ['bytes', 1e12],
      ['bytes', '10'],
      ['contentType', 'image/svg+xml'],
      ['sha256', 'xyz'],
      ['visibility', 'friends'],
      ['title', 'x'.repeat(501)],
      ['title', '\ud83d'],
      ['tags', [' ']],
      ['fileName', 5],
    ];
    for (const [field, value] of faults) {
      const answer = await person.post('/uploads', { ...good, [field]: value });
      assert.equal(answer.status, 400, `${field}: ${String(value).slice(0, 20)}`);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      assert.ok(answer.body.errors[0].path.startsWith(field), `${field} is named`);
    }
    assert.equal((await person.get('/me/photos')).body.items.length, 0);
  });

  it('keeps an upload that is announced again before the purge of the first one', async () => {
    const person = await app.createMember('klara');
    const bytes = await makeJpeg({ hue: 77 });
    const announce = async () => {
      const response = await person.fetch('/api/v1/uploads', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
        body: JSON.stringify({ fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength }),
      });
      return (await response.json()) as {
        photo: { id: string };
        target: { url: string; headers: Record<string, string> };
      };
    };
    const first = await announce();
    assert.equal((await person.delete(`/uploads/${first.photo.id}`)).status, 204);
    const second = await announce();
    assert.equal(second.photo.id, first.photo.id);
    assert.equal((await sendBytes(app.fetch, second.target, bytes)).status, 200);
    assert.equal((await person.post(`/uploads/${second.photo.id}/complete`)).status, 202);
    await app.runJobs();
    assert.equal((await person.get(`/photos/${second.photo.id}`)).body.status, 'ready');
  });

  it('shows a photo again that was trashed during rendering and uploaded again', async () => {
    const person = await app.createMember('lotte');
    const bytes = await makeJpeg({ hue: 88 });
    const { id } = await person.upload(bytes);
    await person.delete(`/photos/${id}`);
    await app.runJobs();
    assert.equal((await person.upload(bytes)).duplicate, true);
    const { items } = (await app.createVisitor().get('/users/lotte/photos')).body;
    assert.deepEqual(
      items.map((photo: { id: string }) => photo.id),
      [id],
    );
  });

  it('restores a trashed photo that is announced again with its Idempotency-Key', async () => {
    const person = await app.createMember('lars');
    const bytes = await makeJpeg({ hue: 89 });
    const announce = async () => {
      const response = await person.fetch('/api/v1/uploads', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
        body: JSON.stringify({ fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength }),
      });
      // biome-ignore lint/suspicious/noExplicitAny: one shape the first time, another the second
      return (await response.json()) as any;
    };
    const { photo, target } = await announce();
    await sendBytes(app.fetch, target, bytes);
    await person.post(`/uploads/${photo.id}/complete`);
    await app.runJobs();
    await person.delete(`/photos/${photo.id}`);
    const again = await announce();
    assert.deepEqual([again.duplicate, again.photo.id], [true, photo.id]);
    assert.deepEqual((await person.get('/me/trash')).body.items, []);
  });

  it('makes a photo of a complete file even if the client never completes the upload', async () => {
    const person = await app.createMember('liv');
    const bytes = await makeJpeg({ hue: 91 });
    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength };
    const { photo, target } = (await person.post('/uploads', { ...file, sha256: sha256(bytes) })).body;
    assert.equal((await sendBytes(app.fetch, target, bytes)).status, 200);
    await app.ports.photos.change(photo.id, (present) => ({
      ...present,
      statusSince: present.statusSince - days(8),
    }));
    await tidy(app.ports);
    await app.runJobs();
    assert.equal((await person.get(`/photos/${photo.id}`)).body.status, 'ready');
  });

  it('enforces the quota of an account', async () => {
    await using small = await startApp({ VITRINE_QUOTA_MB: '1' });
    const person = await small.createMember('ida');
    const announced = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 700_000 };
    assert.equal((await person.post('/uploads', announced)).status, 201);
    const second = await person.post('/uploads', announced);
    assert.deepEqual([second.status, second.body.code], [422, 'quota-exceeded']);
  });
});
