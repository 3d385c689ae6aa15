import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cancellationGrace } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import { days, minutes } from '../../domain/time.ts';
import { buildAlbum } from '../../ports/conformance/builders.ts';
import type { Ports } from '../../ports/index.ts';
import type { NewJob } from '../../ports/jobs.ts';
import { password, startApp, type TestApp } from '../../testing/app/test-app.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { tidy } from '../maintenance/reconcile.ts';
import { purgeAccount } from './deletion.ts';

/** Backdates the cancellation. */
const endGrace = ({ ports }: TestApp, id: AccountId) =>
  ports.accounts.change(id, (account) => ({
    ...account,
    cancelledAt: (account.cancelledAt ?? 0) - cancellationGrace - days(1),
  }));

describe('cancelling an account', () => {
  it('hides everything at once, can be revoked, and deletes everything after the grace period', async () => {
    await using app = await startApp();
    const ada = await app.createMember('ada');
    const bea = await app.createMember('bea');
    const photo = await ada.upload(await makeJpeg({ hue: 5 }));
    const other = await bea.upload(await makeJpeg({ hue: 90 }));
    await app.runJobs();
    await ada.put(`/photos/${other.id}/like`);
    await bea.put(`/photos/${photo.id}/like`);
    await ada.post('/albums', { title: 'Mine', photoIds: [photo.id] });
    const { renditions } = (await ada.get(`/photos/${photo.id}`)).body;

    assert.equal((await ada.delete('/me', { password: 'wrong' })).status, 401);
    assert.equal((await ada.delete('/me', { password })).status, 202);
    const visitor = app.createVisitor();
    assert.equal((await visitor.get(`/photos/${photo.id}`)).status, 404);
    assert.equal((await visitor.get('/users/ada')).status, 404);
    assert.equal((await visitor.get('/photos')).body.items.length, 1);
    assert.equal((await visitor.fetch(renditions[0].url)).status, 404);

    const own = (await ada.get(`/photos/${photo.id}`)).body.renditions[0].url;
    assert.equal((await ada.fetch(own)).status, 200, 'its owner still sees it');

    await app.runJobs();
    const told = app.mails.findLast(({ to }) => to === 'ada@example.org');
    assert.ok(told?.text.includes('/settings'), 'the mail leads to where the account is kept');

    assert.equal((await ada.post('/me/keep')).body.account.cancelledUntil, null);
    assert.equal((await visitor.get(`/photos/${photo.id}`)).status, 200);

    await ada.delete('/me', { password });
    const { body } = await ada.get('/me');
    await endGrace(app, body.account.id);
    await purgeAccount(app.ports, body.account.id);
    await tidy(app.ports);
    await app.runJobs();

    assert.equal((await ada.get('/me')).status, 401);
    assert.equal((await visitor.post('/session', { login: 'ada', password })).status, 401);
    assert.equal((await bea.get(`/photos/${other.id}`)).body.likeCount, 0);
    for (const prefix of ['originals/', 'renditions/'])
      for (const { key } of (await app.ports.blobs.list({ prefix, limit: 100 })).items)
        assert.ok(!key.includes(photo.id), key);
    const receipt = app.mails.findLast(({ to }) => to === 'ada@example.org');
    assert.match(receipt?.text ?? '', /1 photos/su);
    const again = await visitor.post('/accounts', { username: 'ada', email: 'ada@example.org', password });
    assert.equal(again.status, 201, 'the name is free again');
  });

  it('mails one receipt of everything deleted, however often it is interrupted', async () => {
    await using app = await startApp();
    const [ada, bea] = [await app.createMember('ada'), await app.createMember('bea')];
    const liked = await bea.upload(await makeJpeg({ hue: 90 }));
    for (const hue of [5, 15, 25]) await ada.upload(await makeJpeg({ hue }));
    await app.runJobs();
    await ada.put(`/photos/${liked.id}/like`);
    for (const title of ['One', 'Two']) await ada.post('/albums', { title });
    const { id } = (await ada.get('/me')).body.account;
    await ada.delete('/me', { password });
    await endGrace(app, id);

    const { ports } = app;
    const later: NewJob[] = [];
    const enqueue = async (job: NewJob) => (job.runAt ? void later.push(job) : ports.jobs.enqueue(job));
    /** Simulates a process that ends at this call, before or after its effect. */
    const ending = (call: (...parameters: never[]) => Promise<unknown>, { at = 1, after = false } = {}) => {
      let calls = 0;
      return async (...parameters: never[]) => {
        calls += 1;
        if (calls === at && !after) throw new Error('ended');
        const result = await call(...parameters);
        if (calls === at) throw new Error('ended');
        return result;
      };
    };
    const { photos, albums, likes, identity, accounts } = ports;
    const going = { ...ports, jobs: { ...ports.jobs, enqueue } };
    for (const change of [
      { photos: { ...photos, remove: ending(photos.remove, { at: 2 }) } },
      { albums: { ...albums, remove: ending(albums.remove) } },
      { likes: { ...likes, unlike: ending(likes.unlike, { after: true }) } },
      { identity: { ...identity, remove: ending(identity.remove) } },
      { accounts: { ...accounts, remove: ending(accounts.remove) } },
    ])
      await assert.rejects(purgeAccount({ ...going, ...change } as Ports, id), /ended/u);
    await app.runJobs();
    await purgeAccount(going, id);
    await purgeAccount(going, id);
    await app.runJobs();

    assert.equal(await accounts.find(id), undefined);
    const receipts = app.mails.filter(({ subject }) => subject === 'We’ve deleted your Vitrine account');
    assert.deepEqual(
      receipts.map(({ to, text }) => [to, /3 photos .*2 albums, 1 likes/u.test(text)]),
      [['ada@example.org', true]],
    );
  });

  it('deletes what a concurrent request wrote', async () => {
    await using app = await startApp();
    const [ada, bea] = [await app.createMember('ada'), await app.createMember('bea')];
    const liked = await bea.upload(await makeJpeg({ hue: 90 }));
    await app.runJobs();
    const { id } = (await ada.get('/me')).body.account;
    await ada.delete('/me', { password });
    const { ports } = app;
    await endGrace(app, id);
    const enqueued: NewJob[] = [];
    const enqueue = async (job: NewJob) => void enqueued.push(job);
    /* Allowed while the account existed, and written after it is gone. */
    const remove = async () => {
      await ports.accounts.remove(id);
      await ports.likes.like({ photoId: liked.id, accountId: id, likedAt: ports.clock.now() });
      await ports.albums.insert(buildAlbum(id));
    };
    const going = { ...ports, jobs: { ...ports.jobs, enqueue } };
    await purgeAccount({ ...going, accounts: { ...ports.accounts, remove } }, id);
    const again = enqueued.find(({ name }) => name === 'purge-account');
    assert.deepEqual(again?.payload, { accountId: id });
    assert.ok((again?.runAt ?? 0) > ports.clock.now() + minutes(5));

    await purgeAccount(going, id);
    assert.equal((await bea.get(`/photos/${liked.id}`)).body.likeCount, 0);
    assert.deepEqual((await ports.albums.listByOwner({ ownerId: id, limit: 5 })).items, []);
  });
});
