import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AppError } from '../../domain/errors.ts';
import { createSecrets } from '../node-crypto/secrets.ts';
import { createDiskBlobs } from './disk-blobs.ts';
import { createDiskEndpoint } from './disk-endpoint.ts';
import type { MinRate } from './receive-file.ts';
import { openGate } from './testing/open-gate.ts';

const clock = { now: () => 1000 };
const secrets = createSecrets(new Uint8Array(32).fill(7), clock);
const code = (expected: string) => (error: unknown) => error instanceof AppError && error.code === expected;

/** A body whose bytes the test sends. */
function createBody(expected: number) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const started = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given;
      },
      // The server reads on after it received the first byte.
      pull: () => started.resolve(),
    },
    { highWaterMark: 0 },
  );
  return {
    body,
    bytes: expected,
    started: started.promise,
    push: (text: string) => controller?.enqueue(Buffer.from(text)),
    close: () => controller?.close(),
  };
}

describe('unfinished bodies on the disk are limited', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-disk-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  function start(minRate?: MinRate) {
    const endpoint = createDiskEndpoint({ directory, secrets, clock, ...(minRate && { minRate }) });
    const blobs = createDiskBlobs({ directory, publicUrl: 'http://localhost', secrets });
    return async (key: string, { body, bytes }: { body: ReadableStream<Uint8Array>; bytes: number }) => {
      const target = await blobs.presignPut({ key, bytes, contentType: 'image/png', expiresAt: 2000 });
      const headers = { ...target.headers, 'Content-Length': String(bytes) };
      return endpoint(
        new Request(target.url, { method: 'PUT', headers, body, duplex: 'half' } as RequestInit),
        openGate,
      );
    };
  }
  const drafts = () => readdir(join(directory, '.unfinished')).catch(() => []);

  it('receives one body per URL: the newest replaces the older', async () => {
    const send = start();
    const bodies = [createBody(2), createBody(2), createBody(2)];
    const older: Promise<unknown>[] = [];
    for (const body of bodies) {
      const sending = send('originals/a', body);
      older.push(sending.catch((error: unknown) => error));
      await body.started;
      body.push('a');
    }
    for (const ended of older.slice(0, 2)) assert.ok(code('conflict')(await ended));
    assert.equal((await drafts()).length, 1);
    bodies[2]?.push('b');
    bodies[2]?.close();
    assert.equal(((await older[2]) as Response).status, 200);
    assert.deepEqual(await drafts(), []);
  });

  it('receives a few bodies per account, and more once one has arrived', async () => {
    const send = start();
    const bodies = Array.from({ length: 24 }, () => createBody(2));
    const sending = bodies.map((body, index) => send(`originals/${index}`, body));
    for (const { started } of bodies) await started;
    const whole = () => ({ body: new Response('ab').body as ReadableStream<Uint8Array>, bytes: 2 });
    await assert.rejects(send('originals/more', whole()), code('too-many-requests'));
    bodies[0]?.push('ab');
    bodies[0]?.close();
    await sending[0];
    assert.equal((await send('originals/more', whole())).status, 200);
    for (const body of bodies.slice(1)) {
      body.push('ab');
      body.close();
    }
    for (const one of sending) assert.equal((await one).status, 200);
  });

  it('ends a body that arrives too slowly, however regularly', async () => {
    const bytes = 3_000;
    const send = start({ window: 20, minBytes: bytes });
    const dripping = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        controller.enqueue(new Uint8Array(1));
      },
    });
    await assert.rejects(send('originals/a', { body: dripping, bytes }), code('invalid-request'));
    assert.deepEqual(await drafts(), []);
  });
});
