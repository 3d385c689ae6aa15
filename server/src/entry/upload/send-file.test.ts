import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fewestUploadParts, uploadPartBytes } from '@vitrine/contract/limits.ts';
import type { components } from '@vitrine/contract/openapi-types';
import { password, startApp, type TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';
import { makeLongJpeg } from '../../testing/images/make-jpeg.ts';
import type { ImageFile } from '../find-images.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { checksumsOf } from './send-bytes.ts';
import { sendFile } from './send-file.ts';

type Begun = {
  photo: { id: string };
  target: components['schemas']['UploadTarget'];
  parts: components['schemas']['UploadPart'][];
};

describe('sending a large file', () => {
  let app: TestApp;
  let person: TestClient;
  let client: ApiClient;
  let file: ImageFile;
  let bytes: Uint8Array<ArrayBuffer>;
  let hue = 0;
  /** The sent parts, in order. */
  let sent: string[] = [];
  const onRequest = (message: unknown) => {
    const { method, path } = (message as { request: { method: string; path: string } }).request;
    if (method === 'PUT') sent.push(new URLSearchParams(path.split('?')[1]).get('part') ?? 'whole');
  };

  before(async () => {
    app = await startApp();
    person = await app.createMember('ada');
    client = await createApiClient({ url: app.url, credentials: { login: 'ada', password } });
    subscribe('undici:request:create', onRequest);
  });
  after(async () => {
    unsubscribe('undici:request:create', onRequest);
    await client[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    hue += 20;
    bytes = await makeLongJpeg((fewestUploadParts - 1) * uploadPartBytes + 1000, { hue });
    const path = join(app.directory, `${hue}.jpg`);
    await writeFile(path, bytes);
    file = { path, name: 'long.jpg', contentType: 'image/jpeg', bytes: bytes.byteLength };
    sent = [];
  });

  const announce = async (): Promise<Begun> => {
    const { sha256, parts } = await checksumsOf(file, uploadPartBytes);
    const { name: fileName, contentType } = file;
    const announcement = { fileName, contentType, bytes: file.bytes, sha256, parts };
    return (await person.post('/uploads', announcement)).body;
  };
  const send = ({ parts }: Begun, index: number) => {
    const start = index * uploadPartBytes;
    const { url, headers } = parts[index]?.target ?? assert.fail();
    const body = bytes.slice(start, start + uploadPartBytes);
    return fetch(new URL(url, app.url), { method: 'PUT', headers, body });
  };
  const assertReady = async (photoId: string) => {
    await app.runJobs();
    assert.equal((await person.get(`/photos/${photoId}`)).body.status, 'ready');
  };

  it('sends each part once, in order', async () => {
    const result = await sendFile(client, file, {});
    assert.deepEqual(sent, ['1', '2', '3', '4', '5', '6', '7']);
    assert.ok(result.outcome === 'sent');
    await assertReady(result.photoId);
  });

  it('sends a file with few parts whole', async () => {
    const short = bytes.slice(0, (fewestUploadParts - 1) * uploadPartBytes);
    await writeFile(file.path, short);
    const result = await sendFile(client, { ...file, bytes: short.byteLength }, {});
    assert.equal(result.outcome, 'sent');
    assert.deepEqual(sent, ['whole']);
  });

  it('sends only the missing parts of an interrupted upload', async () => {
    const begun = await announce();
    for (const index of [0, 2]) assert.equal((await send(begun, index)).status, 200);
    sent = [];
    assert.deepEqual(await sendFile(client, file, {}), { outcome: 'sent', photoId: begun.photo.id });
    assert.deepEqual(sent, ['2', '4', '5', '6', '7']);
    await assertReady(begun.photo.id);
  });

  it('completes an interrupted upload without sending if all parts have arrived', async () => {
    const begun = await announce();
    for (const index of begun.parts.keys()) assert.equal((await send(begun, index)).status, 200);
    sent = [];
    assert.deepEqual(await sendFile(client, file, {}), { outcome: 'sent', photoId: begun.photo.id });
    assert.deepEqual(sent, []);
  });

  it('requests new part URLs if the old ones are no longer valid', async () => {
    let announced = 0;
    const forgetful: ApiClient = {
      ...client,
      async call<Answer>(method: string, path: string, body?: unknown) {
        const answer = await client.call<Answer>(method, path, body);
        if (path === '/uploads' && announced++ === 0)
          await app.ports.blobs.removeParts(`originals/${(answer as Begun).photo.id}`);
        return answer;
      },
    };
    const result = await sendFile(forgetful, file, {});
    assert.equal(result.outcome, 'sent');
    assert.deepEqual(sent, ['1', '1', '2', '3', '4', '5', '6', '7']);
    assert.equal(announced, 2);
  });

  it('requests a new URL for a whole file', async () => {
    await writeFile(file.path, bytes.slice(0, 1000));
    let announced = 0;
    const forgetful: ApiClient = {
      ...client,
      async call<Answer>(method: string, path: string, body?: unknown) {
        const answer = await client.call<Answer>(method, path, body);
        if (path !== '/uploads' || announced++ > 0) return answer;
        const { target } = answer as Begun;
        return { ...answer, target: { ...target, url: `${target.url}0` } };
      },
    };
    const result = await sendFile(forgetful, { ...file, bytes: 1000 }, {});
    assert.equal(result.outcome, 'sent');
    assert.deepEqual(sent, ['whole', 'whole']);
  });
});
