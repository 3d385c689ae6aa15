import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { startApp } from '../../testing/app/test-app.ts';
import { sendBytes } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { completeUpload } from './complete.ts';

describe('photos of several members', () => {
  it('are rendered in turns, so that no member waits for all photos of another', async () => {
    await using app = await startApp();
    const [ada, zoe] = [await app.createMember('ada'), await app.createMember('zoe')];
    for (const hue of [10, 20, 30, 40, 50, 60]) await ada.upload(await makeJpeg({ hue }));
    const { id } = await zoe.upload(await makeJpeg({ hue: 70 }));
    const received: unknown[] = [];
    for (;;) {
      const [job] = await app.ports.jobs.receive({ limit: 1, lease: 30_000, waitFor: 0 });
      if (!job) break;
      if (job.name === 'render-photo') received.push((job.payload as { photoId: unknown }).photoId);
    }
    assert.equal(received.length, 7);
    assert.ok(received.indexOf(id) < 3, String(received.indexOf(id)));
  });
});

describe('a photo whose server ended during completion', () => {
  for (const how of ['completed', 'announced'] as const)
    it(`is rendered once it is ${how} again`, async () => {
      await using app = await startApp();
      const ada = await app.createMember('ada');
      const bytes = await makeJpeg({ hue: 10 });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength, sha256 };
      const { photo, target } = (await ada.post('/uploads', file)).body;
      assert.equal((await sendBytes(app.fetch, target, bytes)).status, 200);
      const owner = await app.ports.accounts.findByUsername('ada');
      assert.ok(owner);
      const enqueue = () => Promise.reject(new Error('ended'));
      const ending = { ...app.ports, jobs: { ...app.ports.jobs, enqueue } };
      await assert.rejects(completeUpload(ending, owner, photo.id), /ended/u);
      await app.runJobs();
      const status = async () => (await ada.get(`/photos/${photo.id}`)).body.status;
      assert.equal(await status(), 'processing');
      const again =
        how === 'completed'
          ? await ada.post(`/uploads/${photo.id}/complete`)
          : await ada.post('/uploads', file);
      assert.equal(again.status, how === 'completed' ? 202 : 200);
      await app.runJobs();
      assert.equal(await status(), 'ready');
    });
});
