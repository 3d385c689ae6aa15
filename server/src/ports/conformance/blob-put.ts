import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { withChecksumOf } from './checksum-header.ts';
import { sendRaw } from './raw-request.ts';
import { bytesOf, content, isDone, key, sha256Of, type UsedBlobs } from './use-blobs.ts';

/** Describes the promises of every blob store for presigned uploads. */
export function describeBlobPut(
  held: UsedBlobs,
  { comparesChecksums }: { comparesChecksums: boolean },
): void {
  const { presign, put, get, readText, assertNothingIsStored, assertRefused } = held;
  describe('a presigned upload URL', () => {
    it('accepts exactly the announced bytes', async () => {
      const target = await presign();
      assert.equal(target.method, 'PUT');
      assert.ok(isDone(await put(target)));
      assert.equal((await held.blobs.head(key))?.bytes, content.byteLength);
      assert.equal(await readText(), Buffer.from(content).toString());
    });

    it('accepts bytes without an announced checksum', async () => {
      assert.ok(isDone(await put(await presign({ sha256: undefined }))));
      assert.equal((await held.blobs.head(key))?.bytes, content.byteLength);
    });

    it('accepts megabytes', async () => {
      const large = randomBytes(5 * 1024 * 1024);
      const target = await presign({ bytes: large.byteLength, sha256: sha256Of(large) });
      assert.ok(isDone(await put(target, large)));
      assert.ok(await held.blobs.readToFile(key, join(held.directory, 'large')));
      assert.ok(large.equals(await readFile(join(held.directory, 'large'))));
    });

    it('refuses more bytes, and fewer', async () => {
      for (const sha256 of [sha256Of(content), undefined]) {
        await assertRefused(await put(await presign({ sha256 }), bytesOf('0123456789 and some more.')));
        await assertRefused(await put(await presign({ sha256 }), bytesOf('0123456789')));
        await assertRefused(await put(await presign({ sha256 }), bytesOf('')));
      }
    });

    it('refuses another type', async () => {
      const { url, headers } = await presign();
      const others = Object.entries(headers).filter(([header]) => header.toLowerCase() !== 'content-type');
      const withType = (type: string) => ({ ...Object.fromEntries(others), 'Content-Type': type });
      assert.ok(others.length < Object.keys(headers).length);
      await assertRefused(await put({ url, headers: withType('text/html') }));
      await assertRefused(await put({ url, headers: Object.fromEntries(others) }));
    });

    it(`refuses other bytes of the same length${comparesChecksums ? '' : ' and their checksum'}`, async () => {
      const other = bytesOf('0123456789 and some less');
      const target = await presign();
      await assertRefused(await put(comparesChecksums ? target : withChecksumOf(other, target), other));
    });

    it('refuses uploads after its expiry', async () => {
      await assertRefused(await put(await presign({ expiresAt: Date.now() - 10_000 })));
    });

    it('refuses uploads if anything in it was changed', async () => {
      const { url, headers } = await presign();
      await assertRefused(await put({ url: url.replace(key, `${key}0`), headers }));
      for (const [parameter, value] of new URL(url).searchParams) {
        const changed = new URL(url);
        changed.searchParams.set(
          parameter,
          value.replace(/.$/u, (last) => (last === '1' ? '2' : '1')),
        );
        await assertRefused(await put({ url: changed.href, headers }));
        changed.searchParams.delete(parameter);
        await assertRefused(await put({ url: changed.href, headers }));
      }
    });

    it('does not allow reading or deletion', async () => {
      const { url, headers } = await presign();
      assert.ok(isDone(await put({ url, headers })));
      assert.ok(!isDone(await get(url)));
      assert.ok(!isDone(await sendRaw(url, { method: 'DELETE' })));
      assert.notEqual(await held.blobs.head(key), undefined);
    });

    it('answers 412 to a second object under the key, and keeps the first', async () => {
      assert.ok(isDone(await put(await presign({ sha256: undefined }))));
      const again = bytesOf('9876543210 and some more');
      assert.equal((await put(await presign({ sha256: undefined }), again))?.status, 412);
      assert.equal((await put(await presign()))?.status, 412);
      assert.equal(await readText(), Buffer.from(content).toString());
    });

    it('keeps the bytes of one of many concurrent uploads', async () => {
      const { url, headers } = await presign({ bytes: 100_000, sha256: undefined });
      const bodies = Array.from({ length: 20 }, () => randomBytes(100_000));
      const answers = await Promise.all(bodies.map((body) => put({ url, headers }, body)));
      assert.equal(answers.filter(isDone).length, 1, answers.map((answer) => answer?.status).join(' '));
      const winner = bodies[answers.findIndex(isDone)];
      assert.ok(await held.blobs.readToFile(key, join(held.directory, 'won')));
      assert.ok(winner?.equals(await readFile(join(held.directory, 'won'))));
    });

    it('keeps nothing of an aborted upload, which can be repeated', async () => {
      const large = randomBytes(1024 * 1024);
      const { url, headers } = await presign({ bytes: large.byteLength, sha256: sha256Of(large) });
      for (const hangUpAfter of [0, 1000, 700_000]) {
        await sendRaw(url, { method: 'PUT', headers, body: large, hangUpAfter });
        await assertNothingIsStored();
      }
      assert.ok(isDone(await put({ url, headers }, large)));
    });
  });
}
