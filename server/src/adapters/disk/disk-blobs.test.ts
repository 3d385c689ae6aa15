import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { problemKinds } from '@vitrine/contract/problem.ts';
import { AppError } from '../../domain/errors.ts';
import type { BlobStore } from '../../ports/blobs.ts';
import { describeBlobStore } from '../../ports/conformance/blobs.ts';
import { createSecrets } from '../node-crypto/secrets.ts';
import { createDiskBlobs } from './disk-blobs.ts';
import { createDiskEndpoint } from './disk-endpoint.ts';
import { openGate } from './testing/open-gate.ts';

const clock = { now: () => Date.now() };
const secrets = createSecrets(new Uint8Array(32).fill(7), clock);

describeBlobStore('objects on disk', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-disk-'));
  const endpoint = createDiskEndpoint({ directory, secrets, clock });
  const answer = async (request: Request) => {
    try {
      return await endpoint(request, openGate);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return new Response(error.message, { status: problemKinds[error.code].status });
    }
  };
  const server = createServer(getRequestListener(answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const publicUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    blobs: createDiskBlobs({ directory, publicUrl, secrets }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true });
    },
  };
});

describe('the folder of objects', () => {
  let directory: string;
  let blobs: BlobStore;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-disk-'));
    blobs = createDiskBlobs({ directory: join(directory, 'media'), publicUrl: 'http://localhost', secrets });
  });
  afterEach(() => rm(directory, { recursive: true }));

  async function store(key: string): Promise<void> {
    await writeFile(join(directory, 'source'), 'content');
    await blobs.writeFile(key, join(directory, 'source'), 'image/webp');
    await rm(join(directory, 'source'));
  }

  const files = async () =>
    (await readdir(join(directory, 'media'), { recursive: true })).filter((name) => name !== '.unfinished');

  it('groups objects by the first characters of their ids', async () => {
    await store('renditions/01890a5d-ac96/r/640.webp');
    assert.ok((await files()).includes(join('renditions', '01890a5', '01890a5d-ac96', 'r', '640.webp')));
  });

  it('removes empty directories', async () => {
    await store('renditions/01890a5d-ac96/r/640.webp');
    await blobs.remove(['renditions/01890a5d-ac96/r/640.webp']);
    assert.deepEqual(await files(), []);
  });

  it('stores objects while concurrent removals delete their directories', async () => {
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const source = join(directory, `source-${index}`);
        await writeFile(source, 'content');
        await blobs.writeFile(`renditions/01890a5d-ac96/${index}`, source, 'image/webp');
        await blobs.remove([`renditions/01890a5d-ac96/${index}`]);
      }),
    );
    assert.deepEqual(await files(), []);
  });

  for (const key of [
    '../secret',
    'a/../../secret',
    '/etc/passwd',
    'a//b',
    '.unfinished/x',
    'a/.',
    'a\\b',
    'a\0',
    'a b',
    '',
  ])
    it(`refuses the key ${JSON.stringify(key)}`, async () => {
      const attempts = [
        blobs.head(key),
        blobs.read(key),
        blobs.remove([key]),
        blobs.readToFile(key, join(directory, 'x')),
        blobs.writeFile(key, join(directory, 'x'), 'image/webp'),
        blobs.presignPut({ key, bytes: 1, contentType: 'image/webp', expiresAt: 0 }),
        blobs.presignGet({
          key,
          contentType: 'image/webp',
          downloadName: 'x',
          audience: 'others',
          expiresAt: 0,
        }),
      ];
      for (const attempt of attempts) await assert.rejects(attempt, AppError);
    });

  it('removes unfinished files written before the given time', async () => {
    const unfinished = join(directory, 'media', '.unfinished');
    await mkdir(unfinished, { recursive: true });
    for (const [name, time] of [
      ['old', 1000],
      ['young', 3000],
    ] as const) {
      await writeFile(join(unfinished, name), '');
      await utimes(join(unfinished, name), time, time);
    }
    assert.equal(await blobs.removeUnfinished(2_000_000), 1);
    assert.deepEqual(await readdir(unfinished), ['young']);
    assert.equal(await blobs.removeUnfinished(0, 4_000_000), 1, 'sooner than parts');
    assert.deepEqual(await readdir(unfinished), []);
  });

  it('is unavailable if it cannot write, and logs the reason', async () => {
    await writeFile(join(directory, 'file'), '');
    const broken = createDiskBlobs({ directory: join(directory, 'file', 'media'), publicUrl: '', secrets });
    await assert.rejects(
      broken.check(),
      (error) => error instanceof AppError && error.code === 'unavailable' && error.cause instanceof Error,
    );
  });

  it('never overwrites the file that it reads into', async () => {
    await store('originals/a');
    await writeFile(join(directory, 'there'), 'mine');
    await assert.rejects(
      blobs.readToFile('originals/a', join(directory, 'there')),
      (error) => error instanceof AppError && error.code === 'conflict',
    );
  });
});
