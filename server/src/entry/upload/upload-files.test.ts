import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FoundImage } from '../find-images.ts';
import type { ApiClient } from './api-client.ts';
import { uploadFiles } from './upload-files.ts';

describe('uploading files that the server already has', () => {
  let directory: string;
  let images: FoundImage[];

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-upload-'));
    images = ['good.jpg', 'bad.jpg'].map((name) => ({
      path: join(directory, name),
      name,
      contentType: 'image/jpeg',
      bytes: 5,
      folders: ['trip'],
    }));
    await Promise.all(images.map(({ path }) => writeFile(path, Buffer.of(0xff, 0xd8, 0xff, 0xe0, 0))));
  });
  after(() => rm(directory, { recursive: true }));

  /** Imitates a server that has every file by name, and rejects the bad one during the upload. */
  function serverThat(calls: string[]): ApiClient {
    const answer = (method: string, path: string, body: unknown): unknown => {
      if (path === '/uploads')
        return { photo: { id: (body as { fileName: string }).fileName, tags: [] }, duplicate: true };
      if (path.includes('status=rejected'))
        return { items: [{ id: 'bad.jpg', statusReason: 'No picture.' }], nextCursor: null };
      if (method === 'GET') return { items: [], nextCursor: null };
      return { id: 'summer' };
    };
    return {
      url: 'http://localhost',
      async call<Answer>(method: string, path: string, body?: unknown) {
        calls.push(`${method} ${path} ${JSON.stringify(body)}`);
        // Contains only the fields that the code reads.
        return answer(method, path, body) as Answer;
      },
      [Symbol.asyncDispose]: async () => undefined,
    };
  }

  it('reports rejected files as refused, and removes them from the album', async () => {
    const calls: string[] = [];
    const report = await uploadFiles(serverThat(calls), images, {
      visibility: undefined,
      tags: [],
      albums: { titles: ['Summer'], perFolder: false },
      atOnce: 1,
      isTalkative: false,
    });
    const bad = { path: join(directory, 'bad.jpg'), reason: 'No picture.' };
    assert.deepEqual([report.sent, report.present, report.refused], [0, 1, [bad]]);
    assert.deepEqual(
      report.files.map(({ status, id }) => [status, id]),
      [
        ['present', 'good.jpg'],
        ['refused', null],
      ],
    );
    const album = '/albums/summer/photos {"photoIds":';
    assert.ok(calls.includes(`POST ${album}["good.jpg","bad.jpg"]}`));
    assert.equal(calls.at(-1), `DELETE ${album}["bad.jpg"]}`);
  });
});
