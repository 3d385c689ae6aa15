import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { describeOnBackends } from '../../testing/app/backends.ts';
import type { TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';

describeOnBackends('the visibility of a new upload', (startApp) => {
  let app: TestApp;
  let hue = 0;
  before(async () => {
    app = await startApp();
  });
  after(() => app[Symbol.asyncDispose]());

  async function upload(person: TestClient, details: Record<string, unknown> = {}) {
    hue += 20;
    const unsaid = { visibility: undefined, allowDownload: undefined };
    const { id } = await person.upload(await makeJpeg({ hue }), { ...unsaid, ...details });
    await app.runJobs();
    const { visibility, allowDownload } = (await person.get(`/photos/${id}`)).body;
    const visitor = app.createVisitor();
    const seen = (await visitor.get(`/photos/${id}`)).status === 200;
    const listed = (await visitor.get('/photos?limit=200')).body.items.some(
      (photo: { id: string }) => photo.id === id,
    );
    const downloaded = (await visitor.get(`/photos/${id}/download`)).status === 302;
    return { visibility, allowDownload, seen, listed, downloaded };
  }
  const unseen = { seen: false, listed: false, downloaded: false };

  it('is private before the owner sets defaults', async () => {
    const ada = await app.createMember('ada');
    assert.equal((await ada.get('/me')).body.account.uploadDefaults, null);
    assert.equal((await ada.get('/session')).body.account.uploadDefaults, null);
    assert.deepEqual(await upload(ada), { visibility: 'private', allowDownload: false, ...unseen });
    const { body: album } = await ada.post('/albums', { title: 'Open', visibility: 'public' });
    assert.deepEqual(await upload(ada, { albumId: album.id }), {
      visibility: 'private',
      allowDownload: false,
      ...unseen,
    });
    assert.deepEqual((await app.createVisitor().get(`/albums/${album.id}/photos`)).body.items, []);
  });

  it('follows the account’s defaults, which do not change existing photos', async () => {
    const bea = await app.createMember('bea');
    const first = await bea.upload(await makeJpeg({ hue: 345 }), { visibility: undefined });
    await app.runJobs();
    for (const [uploadDefaults, found] of [
      [
        { visibility: 'public', allowDownload: false },
        { seen: true, listed: true, downloaded: false },
      ],
      [
        { visibility: 'unlisted', allowDownload: true },
        { seen: true, listed: false, downloaded: true },
      ],
      [{ visibility: 'private', allowDownload: true }, unseen],
    ] as const) {
      const { status, body } = await bea.patch('/me', { uploadDefaults });
      assert.deepEqual([status, body.account.uploadDefaults], [200, uploadDefaults]);
      assert.deepEqual((await bea.get('/session')).body.account.uploadDefaults, uploadDefaults);
      assert.deepEqual(await upload(bea), { ...uploadDefaults, ...found });
      assert.equal((await bea.get(`/photos/${first.id}`)).body.visibility, 'private');
    }
    await bea.patch('/me', { bio: 'Hello' });
    assert.notEqual((await bea.get('/me')).body.account.uploadDefaults, null, 'other changes leave them');
    await bea.patch('/me', { uploadDefaults: null });
    assert.equal((await bea.get('/me')).body.account.uploadDefaults, null);
    assert.deepEqual(await upload(bea), { visibility: 'private', allowDownload: false, ...unseen });
  });

  it('is that of the announcement, whatever the defaults', async () => {
    const cleo = await app.createMember('cleo');
    assert.deepEqual(await upload(cleo, { visibility: 'public' }), {
      visibility: 'public',
      allowDownload: false,
      seen: true,
      listed: true,
      downloaded: false,
    });
    await cleo.patch('/me', { uploadDefaults: { visibility: 'public', allowDownload: true } });
    assert.deepEqual(await upload(cleo, { visibility: 'private', allowDownload: false }), {
      visibility: 'private',
      allowDownload: false,
      ...unseen,
    });
  });

  it('has no incomplete or invalid default', async () => {
    const dora = await app.createMember('dora');
    for (const uploadDefaults of [
      {},
      { visibility: 'public' },
      { allowDownload: true },
      { visibility: 'everybody', allowDownload: true },
      { visibility: 'public', allowDownload: 'yes' },
      'public',
    ])
      assert.equal((await dora.patch('/me', { uploadDefaults })).status, 400, JSON.stringify(uploadDefaults));
    assert.equal((await dora.get('/me')).body.account.uploadDefaults, null);
  });
});
