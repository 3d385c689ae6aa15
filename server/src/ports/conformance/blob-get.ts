import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { hours } from '../../domain/time.ts';
import { sendRaw } from './raw-request.ts';
import { bytesOf, content, isDone, key, type UsedBlobs } from './use-blobs.ts';

/** Describes the promises of every blob store for presigned downloads. */
export function describeBlobGet(held: UsedBlobs): void {
  const { presign, put, presignGet, get, store, assertRefused } = held;
  describe('a presigned download URL', () => {
    beforeEach(async () => {
      assert.ok(isDone(await put(await presign())));
    });

    it('serves the object with the requested type and name', async () => {
      const answer = await get(await presignGet({ contentType: 'image/avif' }));
      assert.equal(answer?.status, 200);
      assert.deepEqual(answer.body, Buffer.from(content));
      assert.equal(answer.headers['content-type'], 'image/avif');
      assert.equal(answer.headers['content-length'], String(content.byteLength));
      assert.match(answer.headers['content-disposition'] ?? '', /^attachment;.*photo\.png/u);
    });

    for (const downloadName of [
      'Früh am "Meer"; 東京 🦉.jpg',
      'a\r\nX-Evil: 1\r\n\r\n.jpg',
      "100% *(it's)*.jpg",
    ])
      it(`names the file ${JSON.stringify(downloadName)} and escapes it in the header`, async () => {
        const answer = await get(await presignGet({ downloadName }));
        assert.equal(answer?.status, 200);
        assert.equal(answer.headers['x-evil'], undefined);
        const encoded = /filename\*=UTF-8''([^;]+)$/u.exec(answer.headers['content-disposition'] ?? '')?.[1];
        assert.equal(decodeURIComponent(encoded ?? ''), downloadName.replace(/[\r\n]/gu, ''));
      });

    it('serves ranges: from, to, the last bytes', async () => {
      const url = await presignGet();
      for (const [range, text, start, end] of [
        ['bytes=2-4', '234', 2, 4],
        ['bytes=20-', 'more', 20, 23],
        ['bytes=20-999', 'more', 20, 23],
        ['bytes=-4', 'more', 20, 23],
      ] as const) {
        const answer = await get(url, { Range: range });
        assert.equal(answer?.status, 206);
        assert.equal(answer.body.toString(), text);
        assert.equal(answer.headers['content-range'], `bytes ${start}-${end}/24`);
      }
      assert.equal((await get(url, { Range: 'bytes=24-' }))?.status, 416);
    });

    it('is the same for the same window', async () => {
      const expiresAt = Date.now() + hours(1);
      assert.equal(await presignGet({ expiresAt }), await presignGet({ expiresAt }));
      assert.notEqual(await presignGet({ expiresAt }), await presignGet({ expiresAt: expiresAt + hours(1) }));
    });

    it('refuses requests once it has expired or was changed', async () => {
      assert.equal((await get(await presignGet({ expiresAt: Date.now() - 10_000 })))?.status, 403);
      await store('originals/another', bytesOf('secret'));
      const url = await presignGet();
      assert.equal((await get(url.replace(key, 'originals/another')))?.status, 403);
      for (const [parameter, value] of new URL(url).searchParams) {
        const changed = new URL(url);
        changed.searchParams.set(
          parameter,
          value.replace(/.$/u, (last) => (last === '1' ? '2' : '1')),
        );
        assert.ok(!isDone(await get(changed.href)), parameter);
      }
    });

    it('does not allow uploads or deletion', async () => {
      await held.blobs.remove([key]);
      const url = await presignGet();
      await assertRefused(await sendRaw(url, { method: 'PUT', body: content }));
      await assertRefused(await sendRaw(url, { method: 'DELETE' }));
    });

    it('answers 404 once the object is gone', async () => {
      const url = await presignGet();
      await held.blobs.remove([key]);
      assert.equal((await get(url))?.status, 404);
    });
  });
}
