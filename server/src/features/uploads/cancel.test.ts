import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PhotoId } from '../../domain/ids.ts';
import { startApp } from '../../testing/app/test-app.ts';
import { sendBytes } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { trashPhoto } from '../shared/remove-photos.ts';
import { cancelUpload } from './cancel.ts';
import { completeUpload } from './complete.ts';

describe('an upload that arrives during a request', () => {
  /** Sends an upload without completing it. Returns ports that complete it after the first read. */
  async function sendPhoto() {
    await using opened = new AsyncDisposableStack();
    const app = opened.use(await startApp());
    const ada = await app.createMember('ada');
    const bytes = await makeJpeg({ hue: 10 });
    const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength };
    const { photo, target } = (await ada.post('/uploads', file)).body;
    assert.equal((await sendBytes(app.fetch, target, bytes)).status, 200);
    const { ports } = app;
    const owner = await ports.accounts.findByUsername('ada');
    assert.ok(owner);
    let looks = 0;
    const find = async (id: PhotoId) => {
      const found = await ports.photos.find(id);
      looks += 1;
      if (looks === 1) await completeUpload(ports, owner, id);
      return found;
    };
    const closing = opened.move();
    const arriving = { ...ports, photos: { ...ports.photos, find } };
    return { app, ada, owner, photo, arriving, [Symbol.asyncDispose]: () => closing.disposeAsync() };
  }

  it('is kept if the request cancels it, and the request fails', async () => {
    await using sent = await sendPhoto();
    const { app, ada, owner, photo, arriving } = sent;
    await assert.rejects(cancelUpload(arriving, owner, photo.id), /already complete/u);
    await app.runJobs();
    assert.equal((await ada.get(`/photos/${photo.id}`)).body.status, 'ready');
  });

  it('moves to the trash if the request deletes it', async () => {
    await using sent = await sendPhoto();
    const { app, ada, owner, photo, arriving } = sent;
    await trashPhoto(arriving, owner, photo.id);
    await app.runJobs();
    assert.deepEqual(
      (await ada.get('/me/trash')).body.items.map(({ id }: { id: string }) => id),
      [photo.id],
    );
  });
});
