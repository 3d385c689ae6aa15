import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { password, startApp } from '../testing/app/test-app.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

describe('a member with a cancelled account', () => {
  it('cannot add photos, likes or albums until the cancellation is undone', async () => {
    await using app = await startApp();
    const ada = await app.createMember('ada');
    const shown = (await ada.upload(await makeJpeg({ hue: 1 }), { visibility: 'public' })).id;
    await app.runJobs();
    const leaving = await app.createMember('leaving');
    const own = (await leaving.upload(await makeJpeg({ hue: 2 }), { visibility: 'public' })).id;
    await app.runJobs();
    await leaving.put(`/photos/${shown}/like`);
    assert.equal((await leaving.delete('/me', { password })).status, 202);

    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 10 };
    const additions = {
      'a photo': () => leaving.post('/uploads', file),
      'a like': () => leaving.put(`/photos/${shown}/like`),
      'an album': () => leaving.post('/albums', { title: 'Last' }),
    };
    for (const [what, add] of Object.entries(additions)) {
      const { status, body } = await add();
      assert.deepEqual([status, body.code], [403, 'forbidden'], what);
      assert.match(body.detail, /going to be deleted/u, what);
    }
    for (const path of [
      '/photos',
      `/photos/${shown}`,
      `/photos/${own}`,
      '/me/photos',
      '/me/albums',
      '/me/likes',
    ])
      assert.equal((await leaving.get(path)).status, 200, path);
    assert.equal((await leaving.get(`/photos/${own}/download`)).status, 302);
    assert.equal((await leaving.delete(`/photos/${shown}/like`)).status, 200, 'a like is taken back');

    assert.equal((await leaving.post('/me/keep')).status, 200);
    for (const [what, add] of Object.entries(additions)) assert.ok((await add()).status < 300, what);
  });
});
