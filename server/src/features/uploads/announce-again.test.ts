import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { type Gallery, startGallery } from '../../testing/gallery.ts';
import type { Person } from '../../testing/person.ts';
import { makeJpeg } from '../../testing/pictures.ts';
import { beginUpload } from './begin-upload.ts';
import { renderPhoto } from './render-photo.ts';

describe('a public photo in the trash whose file is uploaded as private', () => {
  let gallery: Gallery;
  let ada: Person;
  let bytes: Uint8Array<ArrayBuffer>;
  let id: PhotoId;
  let hue = 0;

  before(async () => {
    gallery = await startGallery();
    ada = await gallery.member('ada');
  });
  after(() => gallery[Symbol.asyncDispose]());
  beforeEach(async () => {
    hue += 20;
    bytes = await makeJpeg({ hue });
    ({ id } = await ada.upload(bytes));
    await gallery.work();
    await ada.delete(`/photos/${id}`);
  });

  /** Notes what a visitor would find of the photo after every write to any photo. */
  function watched(seen: (string | undefined)[]): Ports {
    const { photos } = gallery.ports;
    return {
      ...gallery.ports,
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

  it('is private from the moment at which it is out of it', async () => {
    const owner = await gallery.ports.accounts.findByUsername('ada');
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

  it('is so too where its file is known only once it has arrived', async () => {
    const second = await ada.upload(bytes, { sha256: undefined, visibility: 'private' });
    const seen: (string | undefined)[] = [];
    await renderPhoto(watched(seen), second.id);
    assert.deepEqual([...new Set(seen)], ['trashed', 'private']);
  });
});
