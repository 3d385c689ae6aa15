import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { days, hours } from '../../domain/time.ts';
import type { BlobStore } from '../blobs.ts';
import { describeParts } from './blob-parts.ts';
import { withChecksumOf } from './checksum-header.ts';
import { type Answer, exchange } from './exchange.ts';

/** An empty store whose pre-signed addresses answer, as seen by a browser on this machine. */
export type BlobHarness = AsyncDisposable & { blobs: BlobStore };

const bytesOf = (text: string) => new TextEncoder().encode(text);
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const isDone = (answer: Answer | undefined) =>
  answer !== undefined && answer.status >= 200 && answer.status < 300;

export type BlobExpectations = {
  /** Why the store cannot run here. */
  skip?: string | false;
  /** False for what stands in for S3 and, unlike it, does not compare bytes with the checksum that is signed. */
  comparesChecksums?: boolean;
};

/** What every store of bytes promises. */
export function describeBlobStore(
  name: string,
  create: () => Promise<BlobHarness>,
  { skip = false, comparesChecksums = true }: BlobExpectations = {},
): void {
  describe(name, { skip }, () => {
    const key = 'originals/01890a5d-ac96-774b-bcce-b302099a8057';
    const content = bytesOf('0123456789 and some more');
    let harness: BlobHarness;
    let blobs: BlobStore;
    let directory: string;

    beforeEach(async () => {
      harness = await create();
      blobs = harness.blobs;
      directory = await mkdtemp(join(tmpdir(), 'vitrine-blobs-'));
    });
    afterEach(async () => {
      await harness[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    });

    const presign = (change: Partial<Parameters<BlobStore['presignPut']>[0]> = {}) =>
      blobs.presignPut({
        key,
        bytes: content.byteLength,
        contentType: 'image/png',
        sha256: sha256Of(content),
        expiresAt: Date.now() + hours(1),
        ...change,
      });

    const put = async (target: { url: string; headers: Record<string, string> }, body = content) =>
      await exchange(target.url, { method: 'PUT', headers: target.headers, body });

    const presignGet = (change: Partial<Parameters<BlobStore['presignGet']>[0]> = {}) =>
      blobs.presignGet({
        key,
        contentType: 'image/png',
        downloadName: 'photo.png',
        expiresAt: Date.now() + hours(1),
        ...change,
      });

    const get = async (url: string, headers: Record<string, string> = {}) =>
      await exchange(url, { method: 'GET', headers });

    async function store(at: string, bytes: Uint8Array, contentType = 'image/webp'): Promise<void> {
      const path = join(directory, randomBytes(8).toString('hex'));
      await writeFile(path, bytes);
      await blobs.writeFile(at, path, contentType);
    }

    async function readText(at = key, range?: { start: number; end: number }): Promise<string | undefined> {
      const stream = await blobs.read(at, range);
      return stream && (await new Response(stream).text());
    }

    async function listKeys(prefix = ''): Promise<string[]> {
      return (await blobs.list({ prefix, limit: 1000 })).items.map((item) => item.key);
    }

    async function assertNothingIsStored(): Promise<void> {
      assert.equal(await blobs.head(key), undefined);
      assert.deepEqual(await listKeys(), []);
    }

    async function assertRefused(answer: Answer | undefined): Promise<void> {
      assert.ok(answer === undefined || (answer.status >= 400 && answer.status < 500), `${answer?.status}`);
      await assertNothingIsStored();
    }

    describe('an address to put to', () => {
      it('takes exactly the bytes that it was made for', async () => {
        const target = await presign();
        assert.equal(target.method, 'PUT');
        assert.ok(isDone(await put(target)));
        assert.equal((await blobs.head(key))?.bytes, content.byteLength);
        assert.equal(await readText(), Buffer.from(content).toString());
      });

      it('takes bytes whose checksum nobody knows', async () => {
        assert.ok(isDone(await put(await presign({ sha256: undefined }))));
        assert.equal((await blobs.head(key))?.bytes, content.byteLength);
      });

      it('takes megabytes', async () => {
        const large = randomBytes(5 * 1024 * 1024);
        const target = await presign({ bytes: large.byteLength, sha256: sha256Of(large) });
        assert.ok(isDone(await put(target, large)));
        assert.ok(await blobs.readToFile(key, join(directory, 'large')));
        assert.ok(large.equals(await readFile(join(directory, 'large'))));
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

      it(`refuses other bytes of the same length${comparesChecksums ? '' : ' and what they add up to'}`, async () => {
        const other = bytesOf('0123456789 and some less');
        const target = await presign();
        await assertRefused(await put(comparesChecksums ? target : withChecksumOf(other, target), other));
      });

      it('refuses once it has expired', async () => {
        await assertRefused(await put(await presign({ expiresAt: Date.now() - 10_000 })));
      });

      it('refuses when anything in it was changed', async () => {
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

      it('is not one to read or delete from', async () => {
        const { url, headers } = await presign();
        assert.ok(isDone(await put({ url, headers })));
        assert.ok(!isDone(await get(url)));
        assert.ok(!isDone(await exchange(url, { method: 'DELETE' })));
        assert.notEqual(await blobs.head(key), undefined);
      });

      it('answers 412 to a second object under the key, and keeps the first', async () => {
        assert.ok(isDone(await put(await presign({ sha256: undefined }))));
        const again = bytesOf('9876543210 and some more');
        assert.equal((await put(await presign({ sha256: undefined }), again))?.status, 412);
        assert.equal((await put(await presign()))?.status, 412);
        assert.equal(await readText(), Buffer.from(content).toString());
      });

      it('has one winner among many that put at once, and its bytes are kept', async () => {
        const { url, headers } = await presign({ bytes: 100_000, sha256: undefined });
        const bodies = Array.from({ length: 20 }, () => randomBytes(100_000));
        const answers = await Promise.all(bodies.map((body) => put({ url, headers }, body)));
        assert.equal(answers.filter(isDone).length, 1, answers.map((answer) => answer?.status).join(' '));
        const winner = bodies[answers.findIndex(isDone)];
        assert.ok(await blobs.readToFile(key, join(directory, 'won')));
        assert.ok(winner?.equals(await readFile(join(directory, 'won'))));
      });

      it('keeps nothing of a sender that hangs up halfway, who can send again', async () => {
        const large = randomBytes(1024 * 1024);
        const { url, headers } = await presign({ bytes: large.byteLength, sha256: sha256Of(large) });
        for (const hangUpAfter of [0, 1000, 700_000]) {
          await exchange(url, { method: 'PUT', headers, body: large, hangUpAfter });
          await assertNothingIsStored();
        }
        assert.ok(isDone(await put({ url, headers }, large)));
      });
    });

    describe('an address to get from', () => {
      beforeEach(async () => {
        assert.ok(isDone(await put(await presign())));
      });

      it('gives the object, with the type and under the name that it was made for', async () => {
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
        it(`names the file ${JSON.stringify(downloadName)} and lets nothing out of the header`, async () => {
          const answer = await get(await presignGet({ downloadName }));
          assert.equal(answer?.status, 200);
          assert.equal(answer.headers['x-evil'], undefined);
          const encoded = /filename\*=UTF-8''([^;]+)$/u.exec(
            answer.headers['content-disposition'] ?? '',
          )?.[1];
          assert.equal(decodeURIComponent(encoded ?? ''), downloadName.replace(/[\r\n]/gu, ''));
        });

      it('gives a range: from, to, the last', async () => {
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
        assert.notEqual(
          await presignGet({ expiresAt }),
          await presignGet({ expiresAt: expiresAt + hours(1) }),
        );
      });

      it('gives nothing once it has expired, or when anything in it was changed', async () => {
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

      it('is not one to put to or delete from', async () => {
        await blobs.remove([key]);
        const url = await presignGet();
        await assertRefused(await exchange(url, { method: 'PUT', body: content }));
        await assertRefused(await exchange(url, { method: 'DELETE' }));
      });

      it('answers 404 once the object is gone', async () => {
        const url = await presignGet();
        await blobs.remove([key]);
        assert.equal((await get(url))?.status, 404);
      });
    });

    describe('an object', () => {
      it('is absent until it is stored', async () => {
        assert.equal(await blobs.head(key), undefined);
        assert.equal(await blobs.read(key), undefined);
        assert.equal(await blobs.read(key, { start: 0, end: 1 }), undefined);
        assert.equal(await blobs.readToFile(key, join(directory, 'none')), false);
      });

      it('tells its length, and its type by its extension', async () => {
        await store('renditions/01890a5d/r1/640.webp', content, 'image/webp');
        await store('renditions/01890a5d/r1/1280.jpeg', content, 'image/jpeg');
        assert.deepEqual(await blobs.head('renditions/01890a5d/r1/640.webp'), {
          bytes: 24,
          contentType: 'image/webp',
        });
        assert.deepEqual(await blobs.head('renditions/01890a5d/r1/1280.jpeg'), {
          bytes: 24,
          contentType: 'image/jpeg',
        });
      });

      it('is read whole or in part, and may be read only a little', async () => {
        await store(key, content);
        assert.equal(await readText(), '0123456789 and some more');
        assert.equal(await readText(key, { start: 2, end: 4 }), '234');
        assert.equal(await readText(key, { start: 23, end: 23 }), 'e');
        await (await blobs.read(key))?.cancel();
      });

      it('can be empty', async () => {
        await store(key, new Uint8Array());
        assert.equal((await blobs.head(key))?.bytes, 0);
        assert.equal(await readText(), '');
      });

      it('is replaced by another file, whole at every moment', async () => {
        await store(key, bytesOf('a'.repeat(100_000)));
        const before = await blobs.read(key);
        const replacing = store(key, bytesOf('b'.repeat(50_000)));
        const meanwhile = await Promise.all(Array.from({ length: 20 }, () => readText()));
        await replacing;
        for (const text of meanwhile) assert.match(text ?? '', /^(?:a{100000}|b{50000})$/u);
        assert.match(await new Response(before).text(), /^a{100000}$/u);
        assert.equal(await readText(), 'b'.repeat(50_000));
      });

      it('is written again from the same file without harm', async () => {
        const path = join(directory, 'again');
        await writeFile(path, content);
        await blobs.writeFile(key, path, 'image/png');
        await blobs.writeFile(key, path, 'image/png');
        await rm(path);
        assert.equal(await readText(), Buffer.from(content).toString());
        assert.deepEqual(await listKeys(), [key]);
      });

      it('given as a file outlives its removal from the store', async () => {
        await store(key, content);
        const path = join(directory, 'copy');
        assert.equal(await blobs.readToFile(key, path), true);
        await blobs.remove([key]);
        assert.deepEqual(await readFile(path), Buffer.from(content));
      });

      it('is gone once removed, and may be removed again', async () => {
        await store(key, content);
        await store(`${key}0`, content);
        await blobs.remove([key, 'originals/absent', 'absent']);
        await blobs.remove([key]);
        await blobs.remove([]);
        assert.equal(await blobs.head(key), undefined);
        assert.deepEqual(await listKeys(), [`${key}0`]);
      });
    });

    describe('a list', () => {
      const keys = [
        'albums/cover',
        'photos/a-b/x',
        'photos/a/x',
        'photos/abcdefgh-1/x',
        'photos/abcdefgh/x',
        'photos/abcdefgh/y.webp',
        'photos/abcdefi/x',
        'photos/b',
        'photos/zzzzzzzzzzzzzzzz',
        'photos2/a',
      ].sort();

      async function listInPages(prefix: string, limit: number): Promise<string[]> {
        const listed: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await blobs.list({ prefix, cursor, limit });
          assert.ok(
            page.items.length === limit || page.nextCursor === undefined,
            'only the last page is short',
          );
          listed.push(...page.items.map((item) => item.key));
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        return listed;
      }

      it('is empty where nothing is stored', async () => {
        assert.deepEqual(await blobs.list({ prefix: 'photos/', limit: 10 }), { items: [] });
      });

      it('is in order of key, in pages of any size', async () => {
        for (const each of keys.toReversed()) await store(each, content);
        for (const limit of [1, 2, 3, keys.length, 1000])
          assert.deepEqual(await listInPages('', limit), keys, `${limit} a page`);
      });

      it('holds what begins with the prefix, wherever that ends', async () => {
        for (const each of keys) await store(each, content);
        for (const prefix of [
          'photos/',
          'photos',
          'photos/a',
          'photos/abcdefg',
          'photos/abcdefgh/',
          'photos/abcdefgh/y',
          'x',
        ])
          assert.deepEqual(
            await listInPages(prefix, 2),
            keys.filter((each) => each.startsWith(prefix)),
            prefix,
          );
      });

      it('goes on in the right place while objects come and go', async () => {
        for (const each of ['k/b', 'k/d', 'k/f']) await store(each, content);
        const { items, nextCursor } = await blobs.list({ prefix: 'k/', limit: 2 });
        assert.deepEqual(
          items.map((item) => item.key),
          ['k/b', 'k/d'],
        );
        await blobs.remove(['k/b', 'k/d']);
        for (const each of ['k/a', 'k/e']) await store(each, content);
        const rest = await blobs.list({ prefix: 'k/', cursor: nextCursor, limit: 10 });
        assert.deepEqual(
          rest.items.map((item) => item.key),
          ['k/e', 'k/f'],
        );
      });

      it('tells lengths, and when an object was last written', async () => {
        const before = Date.now();
        await store(key, content);
        const [item] = (await blobs.list({ prefix: '', limit: 1 })).items;
        assert.equal(item?.bytes, content.byteLength);
        // The store's clock may be another one, and count whole seconds.
        assert.ok(Math.abs(item.modifiedAt - before) < 60_000);
      });
    });

    describeParts(() => blobs, { comparesChecksums });

    it('removes what was never finished, and nothing else', async () => {
      await store(key, content);
      await blobs.removeUnfinished(Date.now() + days(1));
      assert.equal(await blobs.removeUnfinished(Date.now() + days(1)), 0);
      assert.deepEqual(await listKeys(), [key]);
    });

    it('says that it answers, and leaves no trace of having tried', async () => {
      await blobs.check();
      await assertNothingIsStored();
    });
  });
}
