import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { renditionKey } from '../domain/blob-keys.ts';
import { startApp } from '../testing/app/test-app.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

describe('media', () => {
  it('does not open the file for a HEAD request', async () => {
    await using testApp = await startApp();
    const ada = await testApp.createMember('ada');
    const { id } = await ada.upload(await makeJpeg());
    await testApp.runJobs();
    const [rendition] = (await ada.get(`/photos/${id}`)).body.renditions;
    const opened: string[] = [];
    const { blobs } = testApp.ports;
    const read: typeof blobs.read = (key, range) => {
      opened.push(key);
      return blobs.read(key, range);
    };
    const app = testApp.withOptions({ ports: { ...testApp.ports, blobs: { ...blobs, read } } });
    const head = await app.request(rendition.url, { method: 'HEAD' });
    assert.deepEqual([head.status, opened], [200, []]);
    const whole = await app.request(rendition.url);
    assert.equal(head.headers.get('content-length'), String((await whole.arrayBuffer()).byteLength));
    assert.equal(opened.length, 1);
    assert.equal(
      (await app.request(rendition.url.replace('/320.', '/321.'), { method: 'HEAD' })).status,
      404,
    );
  });

  it('lets shared caches keep public files for an hour, and only private caches keep others', async () => {
    await using testApp = await startApp();
    const ada = await testApp.createMember('ada');
    const { id } = await ada.upload(await makeJpeg());
    await testApp.runJobs();
    const cachingOf = async () => {
      const [rendition] = (await ada.get(`/photos/${id}`)).body.renditions;
      return (await testApp.fetch(rendition.url)).headers.get('cache-control') ?? '';
    };
    assert.match(await cachingOf(), /^public, .*s-maxage=3600\b/u);
    await ada.patch(`/photos/${id}`, { visibility: 'unlisted' });
    assert.match(await cachingOf(), /^private, /u);
  });

  it('redirects to the store for files that are too large to send', async () => {
    await using testApp = await startApp();
    const ada = await testApp.createMember('ada');
    const { id } = await ada.upload(await makeJpeg());
    await testApp.runJobs();
    const photo = await testApp.ports.photos.find(id);
    const [rendition] = photo?.picture?.renditions ?? [];
    assert.ok(photo?.picture && rendition);
    const large = join(testApp.directory, 'large');
    await writeFile(large, Buffer.alloc(4 * 1024 * 1024 + 1, 7));
    const key = renditionKey(id, photo.picture.revision, rendition);
    await testApp.ports.blobs.writeFile(key, large, 'image/webp');

    const address = `/media/${id}/${photo.picture.revision}/${rendition.width}.${rendition.format}`;
    const sent = await testApp.withOptions({ isStreaming: false }).request(address);
    assert.equal(sent.status, 302);
    assert.equal(sent.headers.get('cache-control'), 'private, max-age=300');
    const whole = await testApp.fetch(sent.headers.get('location') ?? '');
    assert.equal((await whole.arrayBuffer()).byteLength, 4 * 1024 * 1024 + 1);
    assert.equal((await testApp.fetch(address)).status, 200, 'elsewhere it is answered as it is');
  });
});
