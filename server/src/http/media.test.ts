import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { renditionKey } from '../domain/blob-keys.ts';
import { startGallery } from '../testing/gallery.ts';
import { makeJpeg } from '../testing/pictures.ts';

describe('media', () => {
  it('sends to the store for what is too large to be answered whole', async () => {
    await using gallery = await startGallery();
    const ada = await gallery.member('ada');
    const { id } = await ada.upload(await makeJpeg());
    await gallery.work();
    const photo = await gallery.ports.photos.find(id);
    const [rendition] = photo?.picture?.renditions ?? [];
    assert.ok(photo?.picture && rendition);
    const large = join(gallery.directory, 'large');
    await writeFile(large, Buffer.alloc(4 * 1024 * 1024 + 1, 7));
    const key = renditionKey(id, photo.picture.revision, rendition);
    await gallery.ports.blobs.writeFile(key, large, 'image/webp');

    const address = `/media/${id}/${photo.picture.revision}/${rendition.width}.${rendition.format}`;
    const sent = await gallery.appWith({ isStreaming: false }).request(address);
    assert.equal(sent.status, 302);
    assert.equal(sent.headers.get('cache-control'), 'private, max-age=300');
    const whole = await gallery.fetch(sent.headers.get('location') ?? '');
    assert.equal((await whole.arrayBuffer()).byteLength, 4 * 1024 * 1024 + 1);
    assert.equal((await gallery.fetch(address)).status, 200, 'elsewhere it is answered as it is');
  });
});
