import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { blobKeysOf, originalKey } from '../../domain/blob-keys.ts';
import { jobRegistry } from '../../jobs/registry.ts';
import type { NewJob } from '../../ports/jobs.ts';
import { startApp } from '../../testing/app/test-app.ts';
import { sendBytes } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { purgePhotos } from './remove-photos.ts';

describe('photos that are deleted for good', () => {
  async function makePhoto() {
    await using opened = new AsyncDisposableStack();
    const app = opened.use(await startApp());
    const ada = await app.createMember('ada');
    const bytes = await makeJpeg({ hue: 10 });
    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength };
    const { photo: announced, target } = (await ada.post('/uploads', file)).body;
    await sendBytes(app.fetch, target, bytes);
    await ada.post(`/uploads/${announced.id}/complete`);
    await app.runJobs();
    const { ports } = app;
    const photo = await ports.photos.find(announced.id);
    assert.ok(photo);
    const handle = async ({ name, payload }: NewJob) =>
      jobRegistry.get(name)?.handle(ports, payload, new AbortController().signal);
    const closing = opened.move();
    const dispose = { [Symbol.asyncDispose]: () => closing.disposeAsync() };
    return { app, ports, photo, bytes, target, handle, ...dispose };
  }

  it('leave no bytes, even if the job runs before the rows are gone', async () => {
    await using made = await makePhoto();
    const { ports, photo, handle } = made;
    const jobs = { ...ports.jobs, enqueue: async (job: NewJob) => void (await handle(job)) };
    assert.equal(await purgePhotos({ ...ports, jobs }, [photo]), 1);
    assert.equal(await ports.photos.find(photo.id), undefined);
    for (const key of blobKeysOf(photo)) assert.equal(await ports.blobs.head(key), undefined, key);
  });

  it('leave no bytes that are sent to their upload URL later', async () => {
    await using made = await makePhoto();
    const { app, ports, photo, bytes, target, handle } = made;
    const enqueued: NewJob[] = [];
    const jobs = { ...ports.jobs, enqueue: async (job: NewJob) => void enqueued.push(job) };
    await purgePhotos({ ...ports, jobs }, [photo]);
    for (const job of enqueued.filter(({ runAt }) => runAt === undefined)) await handle(job);
    assert.equal((await sendBytes(app.fetch, target, bytes)).status, 404);
    // S3 accepts them while the URL is valid.
    const path = join(app.directory, 'late');
    await writeFile(path, bytes);
    await ports.blobs.writeFile(originalKey(photo.id), path, 'image/jpeg');
    const later = enqueued.filter(({ runAt = 0 }) => runAt > Date.parse(target.expiresAt));
    for (const job of later) await handle(job);
    assert.equal(await ports.blobs.head(originalKey(photo.id)), undefined);
  });
});
