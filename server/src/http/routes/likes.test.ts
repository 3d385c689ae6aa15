import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { describeOnBackends } from '../../testing/app/backends.ts';
import type { TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';

describeOnBackends('likes', (startApp) => {
  let app: TestApp;
  let id: string;
  before(async () => {
    app = await startApp();
    const owner = await app.createMember('owner');
    id = (await owner.upload(await makeJpeg())).id;
    await app.runJobs();
  });
  after(() => app[Symbol.asyncDispose]());

  it('counts each member once, also for repeated and concurrent likes', async () => {
    const members: TestClient[] = [];
    for (let index = 0; index < 8; index += 1) members.push(await app.createMember(`liker${index}`));
    await Promise.all(members.flatMap((member) => [1, 2, 3].map(() => member.put(`/photos/${id}/like`))));
    assert.equal((await app.createVisitor().get(`/photos/${id}`)).body.likeCount, 8);
    assert.equal((await app.createVisitor().get(`/photos/${id}/likes`)).body.items.length, 8);
    await Promise.all(
      members.slice(0, 3).flatMap((member) => [1, 2].map(() => member.delete(`/photos/${id}/like`))),
    );
    assert.equal((await app.createVisitor().get(`/photos/${id}`)).body.likeCount, 5);
    assert.equal((await members[0]?.get(`/photos/${id}`))?.body.viewer.liked, false);
    assert.equal((await members[7]?.get(`/photos/${id}`))?.body.viewer.liked, true);
    assert.equal((await members[7]?.get('/me/likes'))?.body.items[0].id, id);
  });

  it('lists no trashed photo among liked photos', async () => {
    const owner = await app.createMember('keeper');
    const own = (await owner.upload(await makeJpeg({ hue: 200 }))).id;
    await app.runJobs();
    const liked = async () =>
      (await owner.get('/me/likes')).body.items.map((photo: { id: string }) => photo.id);
    for (const photo of [id, own]) assert.equal((await owner.put(`/photos/${photo}/like`)).status, 200);
    assert.deepEqual(await liked(), [own, id]);
    await owner.delete(`/photos/${own}`);
    assert.deepEqual(await liked(), [id]);
    await owner.post(`/photos/${own}/restore`);
    assert.deepEqual(await liked(), [own, id]);
  });

  it('asks visitors to log in', async () => {
    assert.equal((await app.createVisitor().put(`/photos/${id}/like`)).status, 401);
  });

  it('answers 404 for a missing photo', async () => {
    const member = await app.createMember('lost');
    assert.equal((await member.put('/photos/nothing/like')).status, 404);
  });
});
