import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, it } from 'node:test';
import { describeOnBackends } from '../../testing/app/backends.ts';
import type { TestApp } from '../../testing/app/test-app.ts';
import { sendBytes, type TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';

describeOnBackends('a file that is announced again', (startApp) => {
  let app: TestApp;
  let person: TestClient;
  let hue = 0;
  /** Uses the account's defaults for both. */
  const unsaid = { visibility: undefined, allowDownload: undefined };

  before(async () => {
    app = await startApp();
    person = await app.createMember('ada');
  });
  after(() => app[Symbol.asyncDispose]());

  async function newFile() {
    hue += 20;
    const bytes = await makeJpeg({ hue });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength, sha256 };
    return { bytes, file: { ...file, visibility: 'public', allowDownload: true } };
  }
  async function announceUnder(key: string, file: Record<string, unknown>) {
    const response = await person.fetch('/api/v1/uploads', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(file),
    });
    // biome-ignore lint/suspicious/noExplicitAny: one shape the first time, another the second
    return { status: response.status, body: (await response.json()) as any };
  }
  async function upload(details: Record<string, unknown>) {
    const { bytes, file } = await newFile();
    const { id } = await person.upload(bytes, details);
    await app.runJobs();
    return { id, bytes, file };
  }
  const photoOf = async (id: string) => (await person.get(`/photos/${id}`)).body;
  const trash = async (id: string) => assert.equal((await person.delete(`/photos/${id}`)).status, 204);
  const statusForVisitor = async (id: string) => (await app.createVisitor().get(`/photos/${id}`)).status;
  async function assertUnseen(id: string) {
    assert.equal(await statusForVisitor(id), 404);
    for (const list of ['/photos', '/users/ada/photos']) {
      const { items } = (await app.createVisitor().get(list)).body;
      assert.ok(!items.some((photo: { id: string }) => photo.id === id), `${list} has it`);
    }
  }

  it('takes the details of the latest announcement after an interruption', async () => {
    const { bytes, file } = await newFile();
    const first = await person.post('/uploads', {
      ...file,
      title: 'First',
      description: 'Mine',
      tags: ['a'],
    });
    assert.equal(first.body.photo.visibility, 'public');
    const last = { visibility: 'private', title: 'Last', tags: ['sea', 'sky'] };
    const { status, body } = await person.post('/uploads', { ...file, ...last });
    assert.deepEqual([status, body.photo.id], [201, first.body.photo.id]);
    const { visibility, title, description, tags } = body.photo;
    assert.deepEqual({ visibility, title, description, tags }, { ...last, description: 'Mine' });

    assert.equal((await sendBytes(app.fetch, body.target, bytes)).status, 200);
    assert.equal((await person.post(`/uploads/${body.photo.id}/complete`)).status, 202);
    await app.runJobs();
    assert.equal((await photoOf(body.photo.id)).status, 'ready');
    await assertUnseen(body.photo.id);
    const { items } = (await person.get('/me/photos?tag=sea')).body;
    assert.equal(items.length, 1);
    assert.equal((await person.get('/me/photos?tag=a')).body.items.length, 0);
  });

  it('keeps the details of the first announcement if the next one has none', async () => {
    const { bytes, file } = await newFile();
    await person.post('/uploads', { ...file, visibility: 'private', title: 'First', tags: ['kept'] });
    const { id } = await person.upload(bytes, unsaid);
    await app.runJobs();
    const { visibility, title, tags } = await photoOf(id);
    assert.deepEqual({ visibility, title, tags }, { visibility: 'private', title: 'First', tags: ['kept'] });
  });

  it('leaves the trash with the new visibility and its earlier title and tags', async () => {
    const { id, file } = await upload({ title: 'Sunset', tags: ['dusk'] });
    assert.equal(await statusForVisitor(id), 200);
    await trash(id);
    const { body } = await person.post('/uploads', {
      ...file,
      visibility: 'private',
      title: 'Other',
      tags: ['x'],
    });
    assert.deepEqual([body.duplicate, body.photo.visibility], [true, 'private']);
    await assertUnseen(id);
    const { trashedAt, title, tags } = await photoOf(id);
    assert.deepEqual({ trashedAt, title, tags }, { trashedAt: null, title: 'Sunset', tags: ['dusk'] });
  });

  it('leaves the trash with the stricter of its earlier visibility and the account’s default', async () => {
    const open = { visibility: 'public', allowDownload: true };
    const linked = { visibility: 'unlisted', allowDownload: true };
    const closed = { visibility: 'private', allowDownload: false };
    const cases = [
      [open, null, closed],
      [open, open, open],
      [open, linked, linked],
      [linked, open, linked],
      [closed, open, closed],
      [open, { visibility: 'public', allowDownload: false }, { visibility: 'public', allowDownload: false }],
    ];
    for (const [before, uploadDefaults, after] of cases) {
      await person.patch('/me', { uploadDefaults });
      const { id, bytes } = await upload({ ...before });
      await trash(id);
      assert.equal((await person.upload(bytes, unsaid)).duplicate, true);
      const { visibility, allowDownload } = await photoOf(id);
      assert.deepEqual({ visibility, allowDownload }, after);
    }
    await person.patch('/me', { uploadDefaults: null });
  });

  it('leaves the trash no more visible than before if it has no checksum', async () => {
    const cases = [
      ['public', 'private', 'private'],
      ['private', 'public', 'private'],
      ['unlisted', undefined, 'private'],
    ] as const;
    for (const [before, wished, after] of cases) {
      const { id, bytes } = await upload({ visibility: before });
      await trash(id);
      await person.upload(bytes, { sha256: undefined, visibility: wished });
      await app.runJobs();
      const { visibility, trashedAt } = await photoOf(id);
      assert.deepEqual({ visibility, trashedAt }, { visibility: after, trashedAt: null });
    }
  });

  it('stays in the trash if its copy without a checksum is trashed, too', async () => {
    const { id, bytes } = await upload({});
    await trash(id);
    const second = await person.upload(bytes, { sha256: undefined });
    await trash(second.id);
    await app.runJobs();
    assert.notEqual((await photoOf(id)).trashedAt, null);
    await assertUnseen(id);
  });

  it('joins the announced album if it has no checksum', async () => {
    const { id, bytes } = await upload({});
    const idsIn = async (albumId: string) =>
      (await person.get(`/albums/${albumId}/photos`)).body.items.map((photo: { id: string }) => photo.id);
    const [album, other] = await Promise.all(
      ['Trip', 'Other'].map(async (title) => (await person.post('/albums', { title })).body.id),
    );
    const second = await person.upload(bytes, { sha256: undefined, albumId: album });
    const thrownAway = await person.upload(bytes, { sha256: undefined, albumId: other });
    await trash(thrownAway.id);
    await app.runJobs();
    assert.deepEqual(await idsIn(album), [id]);
    assert.deepEqual(await idsIn(other), []);
    assert.equal((await photoOf(second.id)).status, 'rejected');
  });

  it('does not change an existing photo', async () => {
    const { id, file } = await upload({ title: 'Mine', tags: ['a'] });
    const { body } = await person.post('/uploads', {
      ...file,
      visibility: 'private',
      title: 'Other',
      tags: ['b'],
    });
    assert.equal(body.duplicate, true);
    const { visibility, title, tags } = await photoOf(id);
    assert.deepEqual({ visibility, title, tags }, { visibility: 'public', title: 'Mine', tags: ['a'] });
  });

  it('is refused with the Idempotency-Key of a different file, in any state of that file', async () => {
    const { bytes, file } = await newFile();
    const { id: albumId } = (await person.post('/albums', { title: 'Mine' })).body;
    const { status, body: begun } = await announceUnder('k', file);
    assert.equal(status, 201);
    const sha256 = createHash('sha256').update('another').digest('hex');
    const others = [
      { ...file, sha256 },
      { ...file, sha256, bytes: file.bytes + 1 },
      { ...file, sha256: undefined, bytes: 5 },
    ];
    const assertRefused = async () => {
      for (const other of others) {
        const answer = await announceUnder('k', { ...other, albumId, visibility: 'private' });
        assert.deepEqual([answer.status, answer.body.code], [409, 'conflict']);
      }
    };
    await assertRefused();
    assert.equal((await sendBytes(app.fetch, begun.target, bytes)).status, 200);
    assert.equal((await person.post(`/uploads/${begun.photo.id}/complete`)).status, 202);
    await app.runJobs();
    await assertRefused();
    const photo = await photoOf(begun.photo.id);
    assert.deepEqual([photo.status, photo.visibility], ['ready', 'public']);

    await trash(photo.id);
    await assertRefused();
    assert.equal(await statusForVisitor(photo.id), 404, 'it stays in the trash');
    assert.deepEqual((await person.get(`/albums/${albumId}/photos`)).body.items, []);
    const { body } = await announceUnder('k', file);
    assert.deepEqual([body.duplicate, body.photo.id], [true, photo.id]);
    const { status: another } = await announceUnder('k', { ...file, sha256: undefined });
    assert.equal(another, 409, 'the key belongs to the whole of the request');
  });

  it('keeps no bytes of a permanently deleted photo with the same Idempotency-Key', async () => {
    const first = await newFile();
    const second = await newFile();
    const { body: begun } = await announceUnder('again', first.file);
    const { id } = begun.photo;
    assert.equal((await sendBytes(app.fetch, begun.target, first.bytes)).status, 200);
    assert.equal((await person.post(`/uploads/${id}/complete`)).status, 202);
    await app.runJobs();
    assert.equal((await app.createVisitor().get(`/photos/${id}/download`)).status, 302);
    await trash(id);
    assert.equal((await person.delete('/me/trash')).status, 204);
    const storedKeys = async () => {
      const { items } = await app.ports.blobs.list({ prefix: '', limit: 1000 });
      return items.map(({ key }) => key).filter((key) => key.includes(id));
    };
    assert.ok((await storedKeys()).includes(`shared/${id}`), 'they wait to be removed');

    const { status, body: anew } = await announceUnder('again', second.file);
    assert.deepEqual([status, anew.photo.id], [201, id]);
    assert.deepEqual(await storedKeys(), []);
    assert.equal((await person.post(`/uploads/${id}/complete`)).status, 409, 'nothing was sent yet');
    assert.equal((await sendBytes(app.fetch, anew.target, second.bytes)).status, 200);
    assert.equal((await announceUnder('again', second.file)).status, 201, 'nor does it lose what was sent');
    assert.equal((await person.post(`/uploads/${id}/complete`)).status, 202);
    await app.runJobs();
    const photo = await app.ports.photos.find(id);
    assert.deepEqual([photo?.status, photo?.sha256], ['ready', second.file.sha256]);
  });
});
