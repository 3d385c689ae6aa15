import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { days, hours } from '../../domain/time.ts';
import type { BlobStore, PutTarget } from '../blobs.ts';
import { withChecksumOf } from './checksum-header.ts';
import { type Answer, sendRaw } from './raw-request.ts';

const key = 'originals/01890a5d-ac96-774b-bcce-b302099a8057';
/* S3 requires at least 5 MiB for all parts but the last. */
const pieces = [randomBytes(5 * 1024 * 1024), randomBytes(5 * 1024 * 1024), randomBytes(1000)];
const lengths = pieces.map((piece) => piece.byteLength);
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Describes the promises of every blob store for multipart uploads. */
export function describeParts(
  openBlobs: () => BlobStore,
  { comparesChecksums }: { comparesChecksums: boolean },
): void {
  describe('a multipart upload', () => {
    const begin = (change: Partial<Parameters<BlobStore['beginParts']>[0]> = {}) =>
      openBlobs().beginParts({
        key,
        contentType: 'image/png',
        parts: pieces.map((piece) => ({ bytes: piece.byteLength, sha256: sha256Of(piece) })),
        mayHaveBegun: true,
        expiresAt: Date.now() + hours(1),
        ...change,
      });
    const send = async (target: PutTarget | undefined, body: Uint8Array, hangUpAfter?: number) => {
      assert.ok(target, 'an address');
      const { url, headers } = target;
      const sending = { method: 'PUT', headers, body };
      return await sendRaw(url, hangUpAfter === undefined ? sending : { ...sending, hangUpAfter });
    };
    const pieceAt = (index: number) => pieces[index] ?? assert.fail();
    const sendAll = async (targets: readonly (PutTarget | undefined)[]) => {
      for (const [index, target] of targets.entries())
        if (target) assert.equal((await send(target, pieceAt(index)))?.status, 200);
    };
    const complete = () => openBlobs().completeParts({ key, lengths });
    /* Lists the parts that are still missing. */
    const missing = async () => (await begin()).flatMap((target, index) => (target ? [index + 1] : []));
    const begunKeys = async () =>
      (await openBlobs().listBegunParts({ prefix: '', limit: 100 })).items.map((item) => item.key);

    async function assertWhole(): Promise<void> {
      const stream = await openBlobs().read(key);
      assert.ok(stream);
      const bytes = Buffer.from(await new Response(stream).arrayBuffer());
      assert.ok(bytes.equals(Buffer.concat(pieces)), 'the parts in their order');
    }
    async function assertNotTaken(answer: Answer | undefined, parts = [1, 2, 3]): Promise<void> {
      assert.ok(answer === undefined || (answer.status >= 400 && answer.status < 500), `${answer?.status}`);
      assert.deepEqual(await missing(), parts);
    }

    it('gives a whole object after completion, whatever the order of parts, and none before', async () => {
      const [first, second, third] = await begin({ mayHaveBegun: false });
      for (const [target, index] of [
        [third, 2],
        [first, 0],
      ] as const)
        assert.equal((await send(target, pieceAt(index)))?.status, 200);
      assert.equal(await complete(), false, 'a part is missing');
      assert.equal(await openBlobs().head(key), undefined);
      assert.deepEqual((await openBlobs().list({ prefix: '', limit: 10 })).items, []);
      assert.equal((await send(second, pieceAt(1)))?.status, 200);
      assert.equal(await complete(), true);
      await assertWhole();
      assert.deepEqual(await begunKeys(), []);
    });

    it('resumes: only missing parts have a URL', async () => {
      const [, second] = await begin({ mayHaveBegun: false });
      await send(second, pieceAt(1));
      const targets = await begin();
      assert.deepEqual(
        targets.map((target) => target === undefined),
        [false, true, false],
      );
      await sendAll(targets);
      assert.deepEqual(await missing(), []);
      assert.equal(await complete(), true);
      await assertWhole();
    });

    it('accepts a part again whose response was lost', async () => {
      const [first] = await begin();
      for (let time = 1; time <= 2; time += 1) assert.equal((await send(first, pieceAt(0)))?.status, 200);
      assert.deepEqual(await missing(), [2, 3]);
    });

    it('may be completed twice, and needs no parts afterwards', async () => {
      await sendAll(await begin());
      assert.equal(await complete(), true);
      assert.equal(await complete(), true);
      assert.deepEqual(await missing(), []);
      await assertWhole();
    });

    it('is completed once by many concurrent calls', async () => {
      await sendAll(await begin());
      const answers = await Promise.allSettled(Array.from({ length: 5 }, complete));
      assert.ok(answers.some((answer) => answer.status === 'fulfilled' && answer.value));
      assert.equal(await complete(), true);
      await assertWhole();
    });

    it('succeeds although two callers begin it at once', async () => {
      const [one, other] = await Promise.all([begin(), begin()]);
      await send(one[0], pieceAt(0));
      await send(other[1], pieceAt(1));
      for (let round = 1; round <= 2 && !(await complete()); round += 1) await sendAll(await begin());
      await assertWhole();
      assert.deepEqual(await begunKeys(), []);
    });

    it('refuses a part of another length and a truncated one', async () => {
      const [first, , third] = await begin();
      await assertNotTaken(await send(third, randomBytes(999)));
      await assertNotTaken(await send(third, randomBytes(1001)));
      await assertNotTaken(await send(first, pieceAt(0), 700_000));
    });

    it(`refuses a part with other bytes${comparesChecksums ? '' : ' and their checksum'}`, async () => {
      const [, , third] = await begin();
      assert.ok(third);
      const other = randomBytes(1000);
      await assertNotTaken(await send(comparesChecksums ? third : withChecksumOf(other, third), other));
    });

    it('refuses a part once its URL has expired or was changed', async () => {
      const [, , expired] = await begin({ expiresAt: Date.now() - 10_000 });
      await assertNotTaken(await send(expired, pieceAt(2)));
      const [, , target] = await begin();
      assert.ok(target);
      for (const [parameter, value] of new URL(target.url).searchParams) {
        const changed = new URL(target.url);
        changed.searchParams.set(
          parameter,
          value.replace(/.$/u, (last) => (last === '1' ? '2' : '1')),
        );
        await assertNotTaken(await send({ ...target, url: changed.href }, pieceAt(2)));
      }
    });

    it('keeps an object that arrived whole meanwhile', async () => {
      const blobs = openBlobs();
      const [first, ...others] = await begin();
      await send(first, pieceAt(0));
      const whole = Buffer.concat(pieces);
      const target = await blobs.presignPut({
        key,
        bytes: whole.byteLength,
        contentType: 'image/png',
        sha256: sha256Of(whole),
        expiresAt: Date.now() + hours(1),
      });
      assert.equal((await send(target, whole))?.status, 200);
      for (const [index, other] of others.entries()) await send(other, randomBytes(lengths[index + 1] ?? 0));
      assert.equal(await complete(), true);
      await assertWhole();
      await blobs.removeUnfinished(Date.now() + days(1));
      assert.deepEqual(await begunKeys(), []);
      assert.deepEqual(await missing(), []);
      await assertWhole();
    });

    it('is completed only with the announced lengths', async () => {
      await sendAll(await begin());
      const blobs = openBlobs();
      assert.equal(await blobs.completeParts({ key, lengths: [...lengths, 1] }), false);
      assert.equal(await blobs.completeParts({ key, lengths: [...lengths.slice(0, 2), 1001] }), false);
      assert.equal(await blobs.head(key), undefined);
    });

    it('is removed when cancelled, and refuses further parts', async () => {
      const targets = await begin();
      await send(targets[0], pieceAt(0));
      await openBlobs().removeParts(key);
      await openBlobs().removeParts(key);
      assert.deepEqual(await begunKeys(), []);
      // Sends the short part, because a store may hang up on a long one before it refuses it.
      assert.equal((await send(targets[2], pieceAt(2)))?.status, 404);
      assert.equal(await complete(), false);
      assert.deepEqual(await missing(), [1, 2, 3]);
    });

    it('is listed page by page until it ends', async () => {
      const blobs = openBlobs();
      const keys = [`${key.slice(0, -1)}6`, key, `${key.slice(0, -1)}8`, 'originals/x'];
      const before = Date.now();
      for (const each of keys.toReversed()) await begin({ key: each, mayHaveBegun: false });
      await send((await begin())[2], pieceAt(2));
      assert.deepEqual(await begunKeys(), keys);
      const listed: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await blobs.listBegunParts({ prefix: 'originals/', limit: 2, cursor });
        listed.push(...page.items.map((item) => item.key));
        // The store's clock may differ and count whole seconds.
        for (const { begunAt } of page.items) assert.ok(Math.abs(begunAt - before) < 60_000);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      assert.deepEqual(listed, keys);
      assert.deepEqual(await blobs.listBegunParts({ prefix: 'renditions/', limit: 2 }), { items: [] });
      assert.equal(await blobs.removeUnfinished(Date.now() - days(1)), 0);
      assert.equal(await blobs.removeUnfinished(Date.now() + days(1)), keys.length);
      assert.deepEqual(await begunKeys(), []);
    });
  });
}
