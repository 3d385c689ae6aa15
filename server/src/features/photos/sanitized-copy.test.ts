import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sanitizedCopyKey } from '../../domain/blob-keys.ts';
import { startApp } from '../../testing/app/test-app.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { createSanitizedCopies } from './sanitized-copy.ts';

describe('the sanitized copy', () => {
  it('is not kept if the photo is deleted while the copy is made', async () => {
    await using app = await startApp();
    const ada = await app.createMember('ada');
    const { id } = await ada.upload(await makeJpeg({ hue: 10 }));
    await app.runJobs();
    const { ports } = app;
    const photo = await ports.photos.find(id);
    assert.ok(photo);
    const writeFile: typeof ports.blobs.writeFile = async (...file) => {
      await ports.photos.remove(id, () => true);
      await ports.blobs.writeFile(...file);
    };
    const deleting = { ...ports, blobs: { ...ports.blobs, writeFile } };
    await assert.rejects(createSanitizedCopies(deleting).ensure(photo, 'jpeg'), /no such photo/u);
    assert.equal(await ports.blobs.head(sanitizedCopyKey(id)), undefined);
  });
});
