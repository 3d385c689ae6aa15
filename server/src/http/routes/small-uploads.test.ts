import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { maxSmallUploadBytes } from '@vitrine/contract/limits.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';

describe('a photo that is uploaded in one request', () => {
  let app: TestApp;
  let ada: TestClient;
  let hue = 0;

  before(async () => {
    app = await startApp();
    ada = await app.createMember('ada');
  });
  after(() => app[Symbol.asyncDispose]());

  const picture = async (type = 'image/jpeg', name = 'IMG_0001.jpg') => {
    hue += 7;
    return new File([await makeJpeg({ hue })], name, { type });
  };
  async function post(
    file: File | undefined,
    fields: Record<string, string | string[]> = {},
    { person = ada, headers = {} }: { person?: TestClient; headers?: Record<string, string> } = {},
  ) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) form.append(name, one);
    if (file) form.append('file', file);
    const response = await person.fetch('/api/v1/photos', { method: 'POST', body: form, headers });
    // biome-ignore lint/suspicious/noExplicitAny: photos and problems
    return { status: response.status, headers: response.headers, body: (await response.json()) as any };
  }

  it('becomes a photo with every field of the form, in the named album', async () => {
    const { id: albumId } = (await ada.post('/albums', { title: 'Walks' })).body;
    const { status, headers, body } = await post(await picture(), {
      title: 'Shore',
      description: 'In the morning',
      altText: 'A grey sea',
      tags: ['sea, dawn', 'Zoë'],
      visibility: 'unlisted',
      albumId,
    });
    assert.equal(status, 201);
    assert.equal(headers.get('location'), `/api/v1/photos/${body.photo.id}`);
    await app.runJobs();
    const photo = (await ada.get(`/photos/${body.photo.id}`)).body;
    assert.deepEqual(
      [
        photo.status,
        photo.title,
        photo.description,
        photo.altText,
        photo.tags,
        photo.visibility,
        photo.fileName,
      ],
      ['ready', 'Shore', 'In the morning', 'A grey sea', ['sea', 'dawn', 'Zoë'], 'unlisted', 'IMG_0001.jpg'],
    );
    const { items } = (await ada.get(`/albums/${albumId}/photos`)).body;
    assert.equal(items[0].id, photo.id);
  });

  it('is recognised as a duplicate if the same file is sent again', async () => {
    const file = await picture();
    const first = await post(file);
    const again = await post(file);
    assert.deepEqual([first.status, again.status, again.body.duplicate], [201, 200, true]);
    assert.equal(again.body.photo.id, first.body.photo.id);
  });

  it('is created once per Idempotency-Key, which belongs to one request', async () => {
    const file = await picture();
    const headers = { 'idempotency-key': 'once' };
    const first = await post(file, { title: 'One' }, { headers });
    const again = await post(file, { title: 'One' }, { headers });
    assert.equal(again.body.photo.id, first.body.photo.id);
    assert.equal((await post(file, { title: 'Two' }, { headers })).status, 409);
    assert.equal((await post(await picture(), { title: 'One' }, { headers })).status, 409);
  });

  it('needs no content type, because the bytes determine the format', async () => {
    for (const type of ['', 'application/octet-stream']) {
      const { status, body } = await post(await picture(type, 'camera.bin'));
      assert.equal(status, 201, type);
      await app.runJobs();
      assert.equal((await ada.get(`/photos/${body.photo.id}`)).body.format, 'jpeg');
    }
  });

  it('is refused with the name of the invalid field', async () => {
    const file = await picture();
    const wrong: [string, File | undefined, Record<string, string>][] = [
      ['file', undefined, {}],
      ['bytes', new File([], 'empty.jpg', { type: 'image/jpeg' }), {}],
      ['contentType', await picture('text/html'), {}],
      ['title', file, { title: 'x'.repeat(501) }],
      ['visibility', file, { visibility: 'friends' }],
      ['bogus', file, { bogus: '1' }],
    ];
    for (const [field, sent, fields] of wrong) {
      const { status, body } = await post(sent, fields);
      assert.equal(status, 400, field);
      assert.equal(body.errors[0].path, field);
    }
    assert.equal((await post(file, { albumId: 'nobodys' })).status, 404);
  });

  it('is refused if it is larger than the limit', async () => {
    const large = new File([new Uint8Array(maxSmallUploadBytes + 300_000)], 'large.jpg', {
      type: 'image/jpeg',
    });
    const before = (await ada.get('/me')).body.account.storedBytes;
    assert.equal((await post(large)).status, 413);
    assert.equal((await ada.get('/me')).body.account.storedBytes, before);
  });

  it('is refused from visitors, from other sites and as JSON', async () => {
    const file = await picture();
    assert.equal((await post(file, {}, { person: app.createVisitor() })).status, 401);
    assert.equal((await post(file, {}, { headers: { origin: 'https://evil.example' } })).status, 403);
    const response = await ada.fetch('/api/v1/photos', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(response.status, 415);
  });

  it('counts towards the quota', async () => {
    await using small = await startApp({ VITRINE_QUOTA_MB: '1' });
    const person = await small.createMember('bea');
    const form = new FormData();
    form.append('file', new File([new Uint8Array(2 * 1024 * 1024)], 'a.jpg', { type: 'image/jpeg' }));
    const response = await person.fetch('/api/v1/photos', { method: 'POST', body: form });
    assert.equal(response.status, 422);
  });
});
