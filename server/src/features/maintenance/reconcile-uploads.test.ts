import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { PhotoId } from '../../domain/ids.ts';
import { days, hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import { sendBytes, type TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { recoverUploads } from './reconcile.ts';

describe('an upload whose client went away', () => {
  let app: TestApp;
  let ada: TestClient;
  let hue = 0;
  before(async () => {
    app = await startApp();
    ada = await app.createMember('ada');
  });
  after(() => app[Symbol.asyncDispose]());

  const age = (id: PhotoId, by: number) =>
    app.ports.photos.change(id, (photo) => ({ ...photo, statusSince: photo.statusSince - by }));
  const statusOf = async (id: PhotoId) => (await app.ports.photos.find(id))?.status;

  async function announce() {
    hue += 1;
    const bytes = await makeJpeg({ width: 64, height: 64, hue });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength, sha256 };
    const { photo, target } = (await ada.post('/uploads', file)).body;
    const send = async () => assert.equal((await sendBytes(app.fetch, target, bytes)).status, 200);
    return { id: photo.id as PhotoId, send };
  }
  async function announceAndSend() {
    const { id, send } = await announce();
    await send();
    return id;
  }

  /** Counts the lookups in the store, which fail for one key. */
  function watched(failingKey = ''): { ports: Ports; count: () => number } {
    const { blobs } = app.ports;
    let asked = 0;
    const head = async (key: string) => {
      asked += 1;
      if (key === failingKey) throw new Error('out of reach');
      return blobs.head(key);
    };
    return { ports: { ...app.ports, blobs: { ...blobs, head } }, count: () => asked };
  }

  it('is left alone while its URL is valid', async () => {
    const id = await announceAndSend();
    await age(id, hours(1) - 60_000);
    assert.deepEqual(await recoverUploads(app.ports), { completed: 0, purged: 0 });
    assert.equal(await statusOf(id), 'uploading');
    await age(id, 60_000);
    assert.deepEqual(await recoverUploads(app.ports), { completed: 1, purged: 0 });
    await app.runJobs();
    assert.equal(await statusOf(id), 'ready');
  });

  it('is completed if its file arrived, and deleted after a week if not', async () => {
    const [arrived, absent, young] = [await announceAndSend(), (await announce()).id, (await announce()).id];
    await age(arrived, days(8));
    await age(absent, days(8));
    await age(young, days(6));
    assert.deepEqual(await recoverUploads(app.ports), { completed: 1, purged: 1 });
    await app.runJobs();
    assert.deepEqual(
      [await statusOf(arrived), await statusOf(absent), await statusOf(young)],
      ['ready', undefined, 'uploading'],
    );
    await ada.delete(`/uploads/${young}`);
  });

  it('stays rejected or cancelled although its file arrives', async () => {
    const { id: refused, send } = await announce();
    await send();
    await age(refused, hours(2));
    await app.ports.photos.change(refused, (photo) => ({ ...photo, status: 'rejected' }));
    const givenUp = await announceAndSend();
    await age(givenUp, hours(2));
    assert.equal((await ada.delete(`/uploads/${givenUp}`)).status, 204);
    assert.deepEqual(await recoverUploads(app.ports), { completed: 0, purged: 0 });
    await app.runJobs();
    assert.deepEqual([await statusOf(refused), await statusOf(givenUp)], ['rejected', undefined]);
  });

  it('is found among many that never arrive, although each run checks only some', async () => {
    const absent = await Promise.all(Array.from({ length: 120 }, async () => (await announce()).id));
    const arrived = await announceAndSend();
    for (const id of absent) await age(id, days(2));
    await age(arrived, days(1));
    for (let round = 0; (await statusOf(arrived)) === 'uploading'; round += 1) {
      assert.ok(round < 60, 'its turn comes');
      const { ports, count } = watched();
      await recoverUploads(ports);
      assert.equal(count(), 100);
    }
    for (const id of absent) await ada.delete(`/uploads/${id}`);
  });

  it('is found although the lookup of another upload fails, and that upload is kept', async () => {
    const [broken, arrived] = [await announceAndSend(), await announceAndSend()];
    await age(broken, days(9));
    await age(arrived, days(8));
    for (let round = 0; (await statusOf(arrived)) === 'uploading'; round += 1) {
      assert.ok(round < 60, 'its turn comes');
      await recoverUploads(watched(`originals/${broken}`).ports);
    }
    assert.equal(await statusOf(broken), 'uploading');
  });
});
