import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AppError } from '../../domain/errors.ts';
import type { BlobStore } from '../../ports/blobs.ts';
import { createSecrets } from '../node-crypto/secrets.ts';
import { createDiskBlobs } from './disk-blobs.ts';
import { createDiskEndpoint } from './disk-endpoint.ts';
import { openGate } from './testing/open-gate.ts';

const clock = { now: () => 1000 };
const secrets = createSecrets(new Uint8Array(32).fill(7), clock);
const key = 'originals/a';

describe('the endpoint of the disk store', () => {
  let directory: string;
  let blobs: BlobStore;
  let endpoint: (request: Request) => Promise<Response>;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-disk-'));
    blobs = createDiskBlobs({ directory, publicUrl: 'http://localhost', secrets });
    const answer = createDiskEndpoint({ directory, secrets, clock, minRate: { window: 1, minBytes: 1 } });
    endpoint = (request) => answer(request, openGate);
  });
  afterEach(() => rm(directory, { recursive: true }));

  async function put(body: string | ReadableStream<Uint8Array>, change: Record<string, string> = {}) {
    const { url, headers } = await blobs.presignPut({
      key,
      bytes: 3,
      contentType: 'image/png',
      expiresAt: 2000,
    });
    return await endpoint(
      new Request(url, {
        method: 'PUT',
        headers: { ...headers, 'Content-Length': '3', ...change },
        body,
        duplex: 'half',
      }),
    );
  }

  async function ask(init: RequestInit = {}) {
    const url = await blobs.presignGet({
      key,
      contentType: 'image/png',
      downloadName: 'photo.png',
      audience: 'others',
      expiresAt: 2000,
    });
    return await endpoint(new Request(url, init));
  }

  async function askHeaders(init: RequestInit = {}) {
    const { status, headers, body } = await ask(init);
    await body?.cancel();
    return { status, etag: headers.get('etag') ?? '', headers };
  }

  const code = (expected: string) => (error: unknown) => error instanceof AppError && error.code === expected;
  const unfinished = () => readdir(join(directory, '.unfinished')).catch(() => []);

  it('explains a refusal', async () => {
    await assert.rejects(put('abc', { 'Content-Length': '4' }), code('too-large'));
    await assert.rejects(put('abc', { 'Content-Length': '2' }), code('invalid-request'));
    await assert.rejects(put('abc', { 'Content-Type': 'text/html' }), code('forbidden'));
    await assert.rejects(put('abcd'), code('too-large'));
    await assert.rejects(put('ab'), code('invalid-request'));
    await assert.rejects(ask(), code('not-found'));
    await assert.rejects(ask({ method: 'DELETE' }), code('method-not-allowed'));
    await assert.rejects(endpoint(new Request('http://localhost/storage/a')), code('forbidden'));
    assert.deepEqual(await unfinished(), []);
  });

  it('ends a request that sends nothing for too long', async () => {
    const stalling = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(2)),
    });
    await assert.rejects(put(stalling), code('invalid-request'));
    assert.deepEqual(await unfinished(), []);
  });

  it('ends a request whose connection breaks', async () => {
    const breaking = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('reset by peer')),
    });
    await assert.rejects(put(breaking), code('invalid-request'));
    assert.deepEqual(await unfinished(), []);
  });

  it('reads a second body to its end before it answers that the object exists', async () => {
    await put('abc');
    let isHeard = false;
    const second = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          isHeard = true;
          controller.enqueue(new Uint8Array(3));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    await assert.rejects(put(second), code('precondition-failed'));
    assert.ok(isHeard);
  });

  it('keeps no part that arrives while its upload is cancelled', async () => {
    const [target] = await blobs.beginParts({
      key,
      contentType: 'image/png',
      parts: [{ bytes: 3, sha256: createHash('sha256').update('abc').digest('hex') }],
      mayHaveBegun: false,
      expiresAt: 2000,
    });
    assert.ok(target);
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          await blobs.removeParts(key);
          controller.enqueue(Buffer.from('abc'));
          controller.close();
        },
      },
      // The body is read only after the upload was admitted.
      { highWaterMark: 0 },
    );
    const headers = { ...target.headers, 'Content-Length': '3' };
    const patient = createDiskEndpoint({ directory, secrets, clock });
    const sending = patient(
      new Request(target.url, { method: 'PUT', headers, body, duplex: 'half' }),
      openGate,
    );
    await assert.rejects(sending, code('not-found'));
    assert.deepEqual((await blobs.listBegunParts({ prefix: '', limit: 10 })).items, []);
  });

  it('sends files with headers that keep browsers from running them', async () => {
    await put('abc');
    const { headers } = await askHeaders();
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox");
    assert.equal(headers.get('cache-control'), 'private');
    assert.match(headers.get('content-disposition') ?? '', /^attachment;/u);
  });

  it('answers HEAD like GET, without the bytes', async () => {
    await put('abc');
    const answer = await ask({ method: 'HEAD' });
    assert.equal(answer.headers.get('content-length'), '3');
    assert.equal(answer.body, null);
  });

  it('answers 304 to a client that has the object', async () => {
    await put('abc');
    const { etag } = await askHeaders();
    assert.equal((await askHeaders({ headers: { 'If-None-Match': `"x", ${etag}` } })).status, 304);
    assert.equal((await askHeaders({ headers: { 'If-None-Match': '"x"' } })).status, 200);
  });

  it('resumes a download only if the object is unchanged', async () => {
    await put('abc');
    const { etag } = await askHeaders();
    const headers = { Range: 'bytes=1-', 'If-Range': etag };
    assert.equal(await (await ask({ headers })).text(), 'bc');
    assert.equal(await (await ask({ headers: { ...headers, 'If-Range': '"x"' } })).text(), 'abc');
  });
});
