import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { makeAdmin } from '../features/administration/accounts.ts';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

const secretName = 'divorce lawyer Ann Example.jpg';

describe('the name of an uploaded file is visible to its owner only', () => {
  let app: TestApp;
  let owner: TestClient;
  let others: Record<string, TestClient>;
  let untitled: string;
  let titled: string;
  let albumId: string;

  before(async () => {
    app = await startApp();
    owner = await app.createMember('painter');
    await owner.patch('/me', { displayName: 'Paula Painter' });
    const admin = await app.createMember('boss');
    await makeAdmin(app.ports, 'boss');
    others = { visitor: app.createVisitor(), member: await app.createMember('reader'), admin };
    albumId = (await owner.post('/albums', { title: 'Walks', visibility: 'public' })).body.id;
    const details = { fileName: secretName, visibility: 'public', tags: ['sea'], albumId };
    untitled = (await owner.upload(await makeJpeg({ hue: 10 }), details)).id;
    titled = (await owner.upload(await makeJpeg({ hue: 20 }), { ...details, title: 'Harbour a/b' })).id;
    await app.runJobs();
    for (const person of Object.values(others)) await person.put(`/photos/${titled}/like`);
  });
  after(() => app[Symbol.asyncDispose]());

  const savedAs = async (person: TestClient, path: string) => {
    const location = (await person.get(path)).headers.get('location') ?? '';
    const file = await app.fetch(location);
    await file.arrayBuffer();
    assert.ok(!decodeURIComponent(location).includes('Example'), location);
    return decodeURIComponent((file.headers.get('content-disposition') ?? '').replace(/.*''/u, ''));
  };

  it('is shown to the owner, in lists and as the name of downloads', async () => {
    assert.equal((await owner.get(`/photos/${untitled}`)).body.fileName, secretName);
    assert.equal((await owner.get('/me/photos')).body.items[0].fileName, secretName);
    const location = (await owner.get(`/photos/${untitled}/download`)).headers.get('location') ?? '';
    const file = await app.fetch(location);
    await file.arrayBuffer();
    assert.ok(decodeURIComponent(file.headers.get('content-disposition') ?? '').includes(secretName));
  });

  it('is hidden from visitors, members and admins in every response', async () => {
    for (const [who, person] of Object.entries(others))
      for (const path of [
        `/photos/${untitled}`,
        '/photos',
        '/photos?tag=sea',
        '/users/painter/photos',
        '/users/painter/albums',
        `/albums/${albumId}`,
        `/albums/${albumId}/photos`,
        ...(who === 'visitor' ? [] : ['/me/likes']),
      ]) {
        const { status, body } = await person.get(path);
        assert.equal(status, 200, path);
        assert.ok(!JSON.stringify(body).includes('Example'), `${who} reads it at ${path}`);
        const [photo] = body.items ?? [body];
        if ('likeCount' in photo) assert.equal(photo.fileName, null, `${who} at ${path}`);
      }
  });

  it('is replaced by the title or the owner in the downloads of others', async () => {
    for (const person of Object.values(others))
      for (const [size, suffix] of [
        ['original', ''],
        ['640', '-640'],
      ]) {
        const extension = size === 'original' ? 'jpg' : 'webp';
        assert.equal(
          await savedAs(person, `/photos/${untitled}/download?size=${size}`),
          `Photo by Paula Painter${suffix}.${extension}`,
        );
        assert.equal(
          await savedAs(person, `/photos/${titled}/download?size=${size}`),
          `Harbour a_b${suffix}.${extension}`,
        );
      }
  });
});
