import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../../../../e2e/api-client.ts';
import { originalKey } from '../../domain/blob-keys.ts';
import { AppError } from '../../domain/errors.ts';
import { days, hours, minutes } from '../../domain/time.ts';
import { jobRegistry } from '../../jobs/registry.ts';
import { startWorker } from '../../jobs/worker.ts';
import type { Ports } from '../../ports/index.ts';
import type { NewJob } from '../../ports/jobs.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import { sendBytes, type TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { renderPhoto } from './render.ts';

describe('a rendering that fails for an unknown reason', () => {
  let app: TestApp;
  let owner: TestClient;
  before(async () => {
    app = await startApp();
    owner = await app.createMember('owner');
  });
  after(() => app[Symbol.asyncDispose]());

  const failing = async () => {
    throw new Error('out of luck');
  };
  const later = (milliseconds: number): Ports => ({
    ...app.ports,
    images: { ...app.ports.images, render: failing },
    clock: { now: () => app.ports.clock.now() + milliseconds },
    // The queue keeps its own clock, so drop new jobs.
    jobs: { ...app.ports.jobs, enqueue: async () => undefined },
  });
  const statusOf = async (id: string) => (await owner.get(`/photos/${id}`)).body.status;

  it('is retried as long as it fails, and loses nothing', async () => {
    const { id } = await owner.upload(await makeJpeg({ hue: 10 }));
    for (const waited of [days(1) + minutes(1), days(30)]) {
      await assert.rejects(renderPhoto(later(waited), id), /out of luck/u);
      assert.equal(await statusOf(id), 'processing');
    }
    await app.runJobs();
    assert.equal(await statusOf(id), 'ready');
  });

  it('is reported to the owner if the store fails, and loses nothing', async () => {
    const { id } = await owner.upload(await makeJpeg({ hue: 15 }));
    const failed = new AppError('unavailable', 'Photos cannot be read just now.');
    const withoutStore = (milliseconds: number): Ports => ({
      ...later(milliseconds),
      blobs: { ...app.ports.blobs, readToFile: () => Promise.reject(failed) },
    });
    const seen = async () => {
      const { status, statusReason } = (await owner.get(`/photos/${id}`)).body;
      return { status, statusReason };
    };
    await assert.rejects(renderPhoto(withoutStore(minutes(20)), id), failed);
    assert.deepEqual(await seen(), { status: 'processing', statusReason: null });
    for (const milliseconds of [hours(1), days(1) + hours(1)]) {
      await assert.rejects(renderPhoto(withoutStore(milliseconds), id), failed);
      const { status, statusReason } = await seen();
      assert.equal(status, 'processing');
      assert.match(statusReason, /could not be processed so far/u);
    }
    assert.ok(await app.ports.blobs.head(originalKey(id)));
    await app.runJobs();
    assert.deepEqual(await seen(), { status: 'ready', statusReason: null });
  });

  it('is not reported if the process is shutting down', async () => {
    const { id } = await owner.upload(await makeJpeg({ hue: 16 }));
    const stopping = AbortSignal.abort(new Error('stopping'));
    await assert.rejects(renderPhoto(later(days(2)), id, stopping), /out of luck/u);
    assert.equal((await owner.get(`/photos/${id}`)).body.statusReason, null);
    await app.runJobs();
  });

  it('never loses a photo that was ready before, even if the image is refused', async () => {
    const { id } = await owner.upload(await makeJpeg({ hue: 20 }));
    await app.runJobs();
    const drawAgain = () =>
      app.ports.photos.change(id, (photo) => ({
        ...photo,
        status: 'processing',
        statusSince: Date.now(),
      }));
    await drawAgain();
    await assert.rejects(renderPhoto(later(0), id), /out of luck/u);
    assert.equal(await statusOf(id), 'processing');
    await assert.rejects(renderPhoto(later(hours(1)), id), /out of luck/u);
    await renderPhoto(later(days(1) + 60_000), id);
    const { status, statusReason } = (await owner.get(`/photos/${id}`)).body;
    assert.deepEqual([status, statusReason], ['ready', null]);
    await drawAgain();
    const detail = 'The picture takes too long to decode.';
    const render = async () => ({ outcome: 'refused' as const, reason: 'too-large' as const, detail });
    await renderPhoto({ ...app.ports, images: { ...app.ports.images, render } }, id);
    assert.equal(await statusOf(id), 'ready');
    assert.ok(await app.ports.blobs.head(originalKey(id)));
  });
});

describe('an image that cannot be rendered although others can', () => {
  it('is rejected after a few attempts with a clear reason, and the error is logged', async () => {
    await using app = await startApp();
    const owner = await app.createMember('owner');
    const { id } = await owner.upload(await makeJpeg({ hue: 60 }));
    const logged: [fields: object, message: string][] = [];
    const keep = (fields: object, message: string) => void logged.push([fields, message]);
    const reason = 'Error: Expected width, height and channels for raw pixel input';
    const ports: Ports = {
      ...app.ports,
      images: { ...app.ports.images, render: async () => ({ outcome: 'undrawn', reason }) },
      log: { ...app.ports.log, error: keep },
    };
    const seen = async () => (await owner.get(`/photos/${id}`)).body;
    for (const _ of [1, 2]) {
      await assert.rejects(renderPhoto(ports, id), /could not be drawn: Error: Expected width/u);
      assert.equal((await seen()).status, 'processing');
    }
    await renderPhoto(ports, id);
    const { status, statusReason } = await seen();
    assert.equal(status, 'rejected');
    assert.match(statusReason, /^Vitrine could not draw this picture/u);
    assert.deepEqual(logged, [
      [{ photoId: id, fileName: 'photo.jpg', tries: 3, reason }, 'picture cannot be drawn'],
    ]);
  });

  it('is rejected by the worker without any action of its owner', async () => {
    await using app = await startApp();
    const owner = await app.createMember('owner');
    const { id } = await owner.upload(await makeJpeg({ hue: 61 }));
    const images: Ports['images'] = {
      ...app.ports.images,
      render: async () => ({ outcome: 'undrawn', reason: 'thrown' }),
    };
    await using _ = startWorker({ ...app.ports, images }, { concurrency: 1 });
    const { status } = await waitFor(
      async () => (await owner.get(`/photos/${id}`)).body,
      (photo) => photo.status !== 'processing',
    );
    assert.equal(status, 'rejected');
  });
});

describe('an original that the store has changed', () => {
  it('is rejected, because its bytes differ from the announced checksum', async () => {
    await using app = await startApp();
    const owner = await app.createMember('owner');
    const { id } = await owner.upload(await makeJpeg({ hue: 70 }));
    const otherBytes = await makeJpeg({ hue: 71 });
    const readToFile: Ports['blobs']['readToFile'] = async (_key, path) => {
      await writeFile(path, otherBytes);
      return true;
    };
    await renderPhoto({ ...app.ports, blobs: { ...app.ports.blobs, readToFile } }, id);
    const { status, statusReason, renditions } = (await owner.get(`/photos/${id}`)).body;
    assert.deepEqual([status, renditions], ['rejected', []]);
    assert.match(statusReason, /does not match its checksum/u);
  });
});

describe('an original that is not in the store', () => {
  const startWithTwo = async () => {
    const app = await startApp();
    const owner = await app.createMember('owner');
    const earlier = await owner.upload(await makeJpeg({ hue: 40 }));
    await app.runJobs();
    const { id } = await owner.upload(await makeJpeg({ hue: 50 }));
    const seen = async () => (await owner.get(`/photos/${id}`)).body;
    const enqueued: NewJob[] = [];
    const jobs = { ...app.ports.jobs, enqueue: async (job: NewJob) => void enqueued.push(job) };
    return { app, earlierId: earlier.id, id, seen, enqueued, ports: { ...app.ports, jobs } };
  };

  it('is retried while the store is empty, because its disk may be unmounted', async () => {
    const { app, id, seen, enqueued, ports } = await startWithTwo();
    await using _ = app;
    const [folder, elsewhere] = [`${app.directory}/media`, `${app.directory}/elsewhere`];
    await rename(folder, elsewhere);
    await ports.blobs.check(); // creates the missing folder
    await assert.rejects(renderPhoto(ports, id), /is not in the store, nor is an earlier one/u);
    assert.equal((await seen()).status, 'processing');
    await rm(folder, { recursive: true });
    await rename(elsewhere, folder);
    assert.deepEqual(enqueued, []);
    await app.runJobs();
    assert.equal((await seen()).status, 'ready');
  });

  it('is read again if an earlier original is found, because the disk may just have been mounted', async () => {
    const { app, id, seen, ports } = await startWithTwo();
    await using _ = app;
    let isMounted = false;
    const { readToFile } = ports.blobs;
    const readLate: typeof readToFile = async (key, path) => {
      const isThere = isMounted;
      isMounted = true;
      return isThere && (await readToFile(key, path));
    };
    await renderPhoto({ ...ports, blobs: { ...ports.blobs, readToFile: readLate } }, id);
    assert.equal((await seen()).status, 'ready');
  });

  it('rejects its photo if earlier originals are there, and is kept if it reappears', async () => {
    const { app, earlierId, id, seen, enqueued, ports } = await startWithTwo();
    await using _ = app;
    const kept = `${app.directory}/kept`;
    assert.ok(await ports.blobs.readToFile(originalKey(id), kept));
    await ports.blobs.remove([originalKey(id)]);
    await renderPhoto(ports, id);
    const { status, statusReason } = await seen();
    assert.deepEqual([status, /no longer in the store/u.test(statusReason)], ['rejected', true]);
    await ports.blobs.writeFile(originalKey(id), kept, 'image/jpeg');
    assert.deepEqual(enqueued, []);
    assert.ok(await ports.blobs.head(originalKey(earlierId)));
    assert.ok(await ports.blobs.head(originalKey(id)));
  });
});

describe('metadata of the file', () => {
  it('fills empty fields, and does not return after the owner removed it', async () => {
    await using app = await startApp();
    const owner = await app.createMember('owner');
    const { images } = app.ports;
    const render: typeof images.render = async (...request) => {
      const image = await images.render(...request);
      const words = { title: 'From the file', description: 'Told by it', keywords: ['told'] };
      return image.outcome === 'rendered' ? { ...image, metadata: { ...image.metadata, ...words } } : image;
    };
    const ports = { ...app.ports, images: { ...images, render } };
    const { id } = await owner.upload(await makeJpeg({ hue: 30 }), { description: 'My own' });
    const wordsOf = async () => {
      const { title, description, tags } = (await owner.get(`/photos/${id}`)).body;
      return { title, description, tags };
    };
    await renderPhoto(ports, id);
    assert.deepEqual(await wordsOf(), { title: 'From the file', description: 'My own', tags: ['told'] });
    const nothing = { title: '', description: '', tags: [] };
    await owner.patch(`/photos/${id}`, nothing);
    await ports.photos.change(id, (photo) => ({ ...photo, status: 'processing' }));
    await renderPhoto(ports, id);
    assert.deepEqual(await wordsOf(), nothing);
  });
});

describe('a rejected upload', () => {
  it('keeps no bytes that are sent to its URL later', async () => {
    await using app = await startApp();
    const owner = await app.createMember('owner');
    const bytes = new TextEncoder().encode('no picture at all');
    const announced = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength };
    const { photo, target } = (await owner.post('/uploads', announced)).body;
    await sendBytes(app.fetch, target, bytes);
    await owner.post(`/uploads/${photo.id}/complete`);
    const later: NewJob[] = [];
    const jobs = { ...app.ports.jobs, enqueue: async (job: NewJob) => void later.push(job) };
    await renderPhoto({ ...app.ports, jobs }, photo.id);
    const key = originalKey(photo.id);
    assert.equal(await app.ports.blobs.head(key), undefined);

    assert.equal((await sendBytes(app.fetch, target, bytes)).status, 404);
    // S3 accepts them while the URL is valid.
    const path = join(app.directory, 'late');
    await writeFile(path, bytes);
    await app.ports.blobs.writeFile(key, path, 'image/jpeg');
    for (const { name, payload, runAt = 0 } of later) {
      assert.ok(runAt > Date.parse(target.expiresAt));
      await jobRegistry.get(name)?.handle(app.ports, payload, new AbortController().signal);
    }
    assert.equal(await app.ports.blobs.head(key), undefined);
    assert.ok((await owner.get(`/photos/${photo.id}`)).body.statusReason, 'its reason is still told');
  });
});
