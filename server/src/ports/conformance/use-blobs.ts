import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'node:test';
import { hours } from '../../domain/time.ts';
import type { BlobStore, ByteRange } from '../blobs.ts';
import { type Answer, sendRaw } from './raw-request.ts';

/** An empty store whose presigned URLs work in a browser on this machine. */
export type BlobHarness = AsyncDisposable & { blobs: BlobStore };

export type UsedBlobs = ReturnType<typeof useBlobs>;

export const bytesOf = (text: string) => new TextEncoder().encode(text);
export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
export const isDone = (answer: Answer | undefined) =>
  answer !== undefined && answer.status >= 200 && answer.status < 300;

export const key = 'originals/01890a5d-ac96-774b-bcce-b302099a8057';
export const content = bytesOf('0123456789 and some more');

/** Gives each test of a suite an empty store and a directory for files. */
export function useBlobs(create: () => Promise<BlobHarness>) {
  let harness: BlobHarness;
  let directory: string;
  beforeEach(async () => {
    harness = await create();
    directory = await mkdtemp(join(tmpdir(), 'vitrine-blobs-'));
  });
  afterEach(async () => {
    await harness[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  async function listKeys(prefix = ''): Promise<string[]> {
    return (await harness.blobs.list({ prefix, limit: 1000 })).items.map((item) => item.key);
  }

  async function assertNothingIsStored(): Promise<void> {
    assert.equal(await harness.blobs.head(key), undefined);
    assert.deepEqual(await listKeys(), []);
  }

  return {
    get blobs() {
      return harness.blobs;
    },
    get directory() {
      return directory;
    },

    presign: (change: Partial<Parameters<BlobStore['presignPut']>[0]> = {}) =>
      harness.blobs.presignPut({
        key,
        bytes: content.byteLength,
        contentType: 'image/png',
        sha256: sha256Of(content),
        expiresAt: Date.now() + hours(1),
        ...change,
      }),

    put: (target: { url: string; headers: Record<string, string> }, body = content) =>
      sendRaw(target.url, { method: 'PUT', headers: target.headers, body }),

    presignGet: (change: Partial<Parameters<BlobStore['presignGet']>[0]> = {}) =>
      harness.blobs.presignGet({
        key,
        contentType: 'image/png',
        downloadName: 'photo.png',
        audience: 'others',
        expiresAt: Date.now() + hours(1),
        ...change,
      }),

    get: (url: string, headers: Record<string, string> = {}) => sendRaw(url, { method: 'GET', headers }),

    async store(at: string, bytes: Uint8Array, contentType = 'image/webp'): Promise<void> {
      const path = join(directory, randomBytes(8).toString('hex'));
      await writeFile(path, bytes);
      await harness.blobs.writeFile(at, path, contentType);
    },

    async readText(at = key, range?: ByteRange): Promise<string | undefined> {
      const stream = await harness.blobs.read(at, range);
      return stream && (await new Response(stream).text());
    },

    listKeys,
    assertNothingIsStored,

    async assertRefused(answer: Answer | undefined): Promise<void> {
      assert.ok(answer === undefined || (answer.status >= 400 && answer.status < 500), `${answer?.status}`);
      await assertNothingIsStored();
    },
  };
}
