import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { waitFor } from '../../../e2e/api-client.ts';
import { createSharpImages } from '../adapters/sharp/sharp-images.ts';
import type { Ports } from '../ports/index.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';
import { makeInterlacedPng } from '../testing/images/interlaced-png.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';
import { startWorker } from './worker.ts';

const concurrency = 2;

/** Starts a worker whose renderings, or purges, hang until the gate opens. `begun` counts them. */
function startHangingWorker({ ports }: TestApp, what: 'pictures' | 'purges') {
  const gate = Promise.withResolvers<void>();
  const state = { begun: 0 };
  const hang = async () => {
    state.begun += 1;
    await gate.promise;
  };
  const images: Ports['images'] = {
    ...ports.images,
    render: async (...request) => {
      await hang();
      return ports.images.render(...request);
    },
  };
  const blobs: Ports['blobs'] = {
    ...ports.blobs,
    remove: async (...request) => {
      await hang();
      return ports.blobs.remove(...request);
    },
  };
  const hanging = what === 'pictures' ? { ...ports, images } : { ...ports, blobs };
  const worker = startWorker(hanging, { concurrency });
  return {
    state,
    open: () => gate.resolve(),
    async [Symbol.asyncDispose]() {
      gate.resolve();
      await worker[Symbol.asyncDispose]();
    },
  };
}

/** Registers, reads the code from the mail and logs in, which needs two jobs. */
async function enter(app: TestApp, username: string): Promise<TestClient> {
  const person = app.createVisitor();
  const email = `${username}@example.org`;
  await person.post('/accounts', { username, email, password });
  const code = await waitFor(async () => app.codeFor(email));
  await person.post('/accounts/confirm', { login: username, code });
  assert.equal((await person.post('/session', { login: username, password })).status, 200);
  return person;
}

describe('jobs of one kind', () => {
  it('do not delay mail and log-in while every rendering hangs', async () => {
    await using app = await startApp();
    const members: TestClient[] = [];
    for (const name of ['ada', 'bob', 'eve']) members.push(await app.createMember(name));
    const photos: { person: TestClient; id: string }[] = [];
    for (const [index, person] of members.entries())
      for (const hue of [0, 1]) {
        const { id } = await person.upload(await makeJpeg({ hue: 10 * index + hue }));
        photos.push({ person, id });
      }
    await using hanging = startHangingWorker(app, 'pictures');
    await waitFor(async () => assert.equal(hanging.state.begun, concurrency));

    const zoe = await enter(app, 'zoe');
    await zoe.post('/accounts/forgot-password', { login: 'zoe' });
    await waitFor(async () => assert.equal((await app.mailSubjectsTo('zoe@example.org')).length, 2));
    assert.equal(hanging.state.begun, concurrency, 'no picture was finished meanwhile');
    for (const { person, id } of photos)
      assert.equal((await person.get(`/photos/${id}`)).body.status, 'processing');

    hanging.open();
    for (const { person, id } of photos)
      await waitFor(
        async () => (await person.get(`/photos/${id}`)).body.status,
        (status) => status === 'ready',
      );
  });

  it('do not delay mail and log-in while renderings take all their memory', async () => {
    await using app = await startApp();
    const scratch = join(app.directory, 'scratch');
    const limits = { memoryBytes: 140_000_000 };
    await using images = createSharpImages({ concurrency, limits, scratch });
    const gate = Promise.withResolvers<void>();
    let begun = 0;
    const render: Ports['images']['render'] = async (...request) => {
      begun += 1;
      await gate.promise;
      return images.render(...request);
    };
    const photos: { person: TestClient; id: string }[] = [];
    const members: TestClient[] = [];
    for (const name of ['ada', 'bob', 'eve']) members.push(await app.createMember(name));
    for (const person of members) {
      for (const _ of [1, 2]) {
        // Different bytes of the same image.
        const bytes = Buffer.concat([makeInterlacedPng(1500), Buffer.from(String(photos.length))]);
        const { id } = await person.upload(new Uint8Array(bytes), {
          fileName: 'a.png',
          contentType: 'image/png',
        });
        photos.push({ person, id });
      }
    }
    await using _ = startWorker({ ...app.ports, images: { ...images, render } }, { concurrency });
    await waitFor(async () => assert.equal(begun, concurrency));
    await enter(app, 'zoe');
    assert.equal(begun, concurrency, 'no picture was finished meanwhile');
    gate.resolve();
    for (const { person, id } of photos) {
      const { status, statusReason } = await waitFor(
        async () => (await person.get(`/photos/${id}`)).body,
        (photo) => photo.status !== 'processing',
      );
      assert.equal(status, 'rejected');
      assert.match(statusReason, /^The picture is interlaced and takes about 160 MB of memory/u);
    }
    assert.equal(begun, photos.length, 'none was tried again');
  });

  it('do not delay mail while every deletion hangs', async () => {
    await using app = await startApp();
    const ada = await app.createMember('ada');
    const photos: string[] = [];
    for (let hue = 0; hue < 8; hue += 1) photos.push((await ada.upload(await makeJpeg({ hue }))).id);
    await app.runJobs();
    for (const id of photos) {
      await ada.delete(`/photos/${id}`);
      await ada.delete('/me/trash');
    }
    await using hanging = startHangingWorker(app, 'purges');
    await waitFor(async () => assert.ok(hanging.state.begun > 0));
    await enter(app, 'zoe');
    const { id } = await ada.upload(await makeJpeg({ hue: 99 }));
    await waitFor(
      async () => (await ada.get(`/photos/${id}`)).body.status,
      (status) => status === 'ready',
    );
  });
});

describe('jobs of an earlier version', () => {
  it('are moved from the short lane to their own, and run there', async () => {
    await using app = await startApp();
    const ada = await app.createMember('ada');
    const { id } = await ada.upload(await makeJpeg({ hue: 5 }));
    const [job] = await app.ports.jobs.receive({ limit: 1, lease: 30_000, waitFor: 0 });
    assert.ok(job);
    await app.ports.jobs.move(job, { lane: 'short' });
    await using hanging = startHangingWorker(app, 'pictures');
    await waitFor(async () => assert.equal(hanging.state.begun, 1));
    const short = await app.ports.jobs.receive({ lanes: ['short'], limit: 9, lease: 1, waitFor: 0 });
    assert.deepEqual(short, []);
    hanging.open();
    await waitFor(
      async () => (await ada.get(`/photos/${id}`)).body.status,
      (status) => status === 'ready',
    );
  });
});
