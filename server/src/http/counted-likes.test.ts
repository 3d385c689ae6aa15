import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { resumeAccount, suspendAccount } from '../features/administration/moderation.ts';
import { settleLikes } from '../features/shared/settle-likes.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

describe('the number of likes', () => {
  let app: TestApp;
  let owner: TestClient;
  let reader: TestClient;
  let number = 0;

  before(async () => {
    app = await startApp();
    owner = await app.createMember('painter');
    reader = await app.createMember('reader');
  });
  after(() => app[Symbol.asyncDispose]());

  async function begin() {
    number += 1;
    const { id } = await owner.upload(await makeJpeg({ hue: number }), { visibility: 'public' });
    await app.runJobs();
    const username = `fan${number}`;
    const fan = await app.createMember(username);
    for (const person of [reader, fan]) await person.put(`/photos/${id}/like`);
    return { id: id as string, username, fan };
  }
  /** Reads the likes of a photo in every place that shows them. */
  async function countsOf(id: string): Promise<number[]> {
    const visitor = app.createVisitor();
    const lists = await Promise.all(
      [visitor.get('/photos'), visitor.get('/users/painter/photos'), owner.get('/me/photos')].map(
        async (answer) => (await answer).body.items.find((photo: { id: string }) => photo.id === id),
      ),
    );
    const { body: listed } = await visitor.get(`/photos/${id}/likes`);
    const shown = [(await visitor.get(`/photos/${id}`)).body, ...lists].map(({ likeCount }) => likeCount);
    return [...new Set([...shown, listed.items.length])];
  }

  const absences: Record<
    string,
    {
      leave: (fan: TestClient, username: string) => unknown;
      comeBack: (fan: TestClient, username: string) => unknown;
    }
  > = {
    'is suspended': {
      leave: (_, username) => suspendAccount(app.ports, username),
      comeBack: (_, username) => resumeAccount(app.ports, username),
    },
    'cancels the account': {
      leave: (fan) => fan.delete('/me', { password }),
      comeBack: (fan) => fan.post('/me/keep'),
    },
  };
  for (const [absence, { leave, comeBack }] of Object.entries(absences))
    it(`matches their list while somebody who liked it ${absence}, and afterwards`, async () => {
      const { id, username, fan } = await begin();
      assert.deepEqual(await countsOf(id), [2]);
      await leave(fan, username);
      await app.runJobs();
      assert.deepEqual(await countsOf(id), [1]);
      await comeBack(fan, username);
      await app.runJobs();
      assert.deepEqual(await countsOf(id), [2]);
    });

  it('matches their list after a suspended account is deleted, whose likes are removed once', async () => {
    const { id, username } = await begin();
    const account = await suspendAccount(app.ports, username);
    await app.runJobs();
    await app.ports.likes.unlike({ photoId: account.id as never, accountId: account.id });
    const { items } = await app.ports.likes.listByAccount({ accountId: account.id, limit: 10 });
    for (const { photoId, accountId } of items) await app.ports.likes.unlike({ photoId, accountId });
    assert.deepEqual(await countsOf(id), [1]);
  });

  it('matches their list whatever the order of processing a suspension and its end', async () => {
    const { id, username } = await begin();
    const { id: accountId } = await suspendAccount(app.ports, username);
    await Promise.all([
      settleLikes(app.ports, accountId),
      resumeAccount(app.ports, username),
      settleLikes(app.ports, accountId),
    ]);
    await app.runJobs();
    assert.deepEqual(await countsOf(id), [2]);
  });

  it('matches their list after a like at the moment of a suspension', async () => {
    const { id, username, fan } = await begin();
    await fan.delete(`/photos/${id}/like`);
    const { likes } = app.ports;
    const like = likes.like;
    likes.like = async (given) => {
      likes.like = like;
      await suspendAccount(app.ports, username);
      await app.runJobs();
      return likes.like(given);
    };
    assert.equal((await fan.put(`/photos/${id}/like`)).status, 403);
    await app.runJobs();
    assert.deepEqual(await countsOf(id), [1]);
  });
});
