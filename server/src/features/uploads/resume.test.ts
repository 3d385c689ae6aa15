import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg } from '../../testing/images/make-jpeg.ts';
import { beginUpload } from './begin.ts';
import { renderPhoto } from './render.ts';

describe('a public photo in the trash whose file is uploaded as private', () => {
  let app: TestApp;
  let ada: TestClient;
  let bytes: Uint8Array<ArrayBuffer>;
  let id: PhotoId;
  let hue = 0;

  before(async () => {
    app = await startApp();
    ada = await app.createMember('ada');
  });
  after(() => app[Symbol.asyncDispose]());
  beforeEach(async () => {
    hue += 20;
    bytes = await makeJpeg({ hue });
    ({ id } = await ada.upload(bytes));
    await app.runJobs();
    await ada.delete(`/photos/${id}`);
  });

  /** Records what a visitor finds of the photo after every write to any photo. */
  function watched(seen: (string | undefined)[]): Ports {
    const { photos } = app.ports;
    return {
      ...app.ports,
      photos: {
        ...photos,
        async change(...request) {
          const outcome = await photos.change(...request);
          const photo = await photos.find(id);
          seen.push(photo?.trashedAt === undefined ? photo?.visibility : 'trashed');
          return outcome;
        },
      },
    };
  }

  it('is private from the moment it leaves the trash', async () => {
    const owner = await app.ports.accounts.findByUsername('ada');
    assert.ok(owner);
    const seen: (string | undefined)[] = [];
    const upload = {
      fileName: 'a.jpg',
      contentType: 'image/jpeg',
      bytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      visibility: 'private' as const,
    };
    await beginUpload(watched(seen), owner, upload, 2 ** 40);
    assert.deepEqual(seen, ['private']);
  });

  it('is private too if its checksum is known only after the arrival', async () => {
    const second = await ada.upload(bytes, { sha256: undefined, visibility: 'private' });
    const seen: (string | undefined)[] = [];
    await renderPhoto(watched(seen), second.id);
    assert.deepEqual([...new Set(seen)], ['trashed', 'private']);
  });
});
