import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { FoundImage } from '../find-images.ts';
import type { ApiClient } from './api-client.ts';
import { ApiError } from './api-client.ts';
import { sendFile } from './send-file.ts';
import { uploadFiles } from './upload-files.ts';

const noDelay = { delay: async () => undefined };

describe('files that change between search and upload', () => {
  let directory: string;
  let store: Server;
  let url: string;
  let file: FoundImage;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-broken-'));
    store = createServer((request, response) => {
      request.resume().on('end', () => response.end());
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => store.once('listening', resolve));
    url = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
  });
  after(async () => {
    store.closeAllConnections();
    store.close();
    await rm(directory, { recursive: true });
  });
  beforeEach(async () => {
    const path = join(directory, 'a.jpg');
    // Starts like a JPEG, because the client refuses other files before it reads them whole.
    await writeFile(path, Buffer.alloc(200_000, 'x').fill('\xff\xd8\xff\xe0', 0, 4, 'latin1'));
    file = { path, name: 'a.jpg', contentType: 'image/jpeg', bytes: 200_000, folders: ['trip'] };
  });

  /** Imitates a server that accepts everything. `happen` runs at each request. */
  const clientWhere = (happen: (call: { path: string; body: unknown }) => unknown): ApiClient => ({
    url,
    async call<Answer>(_method: string, path: string, body?: unknown) {
      await happen({ path, body });
      const target = { method: 'PUT', url: '/storage/a', headers: {}, expiresAt: '' };
      const answer =
        path === '/uploads' ? { photo: { id: 'a', tags: [] }, target } : { items: [], nextCursor: null };
      // Contains only the fields that the code reads.
      return answer as Answer;
    },
    [Symbol.asyncDispose]: async () => undefined,
  });
  const options = {
    visibility: undefined,
    tags: [],
    albums: { titles: [], perFolder: false },
    atOnce: 1,
    isTalkative: false,
  };

  it('are refused with the reason: missing, shorter, longer', async () => {
    const quiet = clientWhere(() => undefined);
    const gone = { ...file, path: join(directory, 'gone.jpg') };
    const refused = (reason: RegExp, result: Awaited<ReturnType<typeof sendFile>>) => {
      assert.equal(result.outcome, 'refused');
      assert.match(result.outcome === 'refused' ? result.reason : '', reason);
    };
    refused(/no longer there/u, await sendFile(quiet, gone, {}, noDelay));
    await appendFile(file.path, 'more');
    refused(/changed while it was read/u, await sendFile(quiet, file, {}, noDelay));
    await truncate(file.path, 10);
    refused(/changed while it was read/u, await sendFile(quiet, file, {}, noDelay));
  });

  for (const [what, happen] of [
    ['removed', () => unlink(file.path)],
    ['cut off', () => truncate(file.path, 10)],
  ] as const)
    it(`are refused without a retry if ${what} after the announcement`, async () => {
      let announced = 0;
      const client = clientWhere(async ({ path }) => {
        if (path === '/uploads') announced += 1;
        if (path === '/uploads') await happen();
      });
      const result = await sendFile(client, file, {}, noDelay);
      assert.equal(result.outcome, 'refused');
      assert.equal(announced, 1);
    });

  it('do not stop the upload, like a file that the server refuses', async () => {
    const images = ['1', '2', '3'].map((name) => ({ ...file, name }));
    const failing = clientWhere(({ body }) => {
      if ((body as { fileName?: string } | undefined)?.fileName === '2') throw refusal(400);
    });
    const report = await uploadFiles(failing, images, options);
    assert.deepEqual([report.sent, report.refused.length, report.stopped], [2, 1, null]);
  });

  it('are not confused with an ended session, which stops the upload with a report', async () => {
    const images = ['1', '2', '3'].map((name) => ({ ...file, name }));
    const ending = clientWhere(({ body }) => {
      if ((body as { fileName?: string } | undefined)?.fileName === '2') throw refusal(401);
    });
    const report = await uploadFiles(ending, images, options);
    assert.deepEqual(
      report.files.map(({ status }) => status),
      ['sent', 'left', 'left'],
    );
    assert.equal(report.stopped, 'No.');
  });
});

const refusal = (status: number) => new ApiError('No.', { status, code: undefined, retryAfter: undefined });
