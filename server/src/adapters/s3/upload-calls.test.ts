import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { fewestUploadParts, uploadPartBytes } from '@vitrine/contract/limits.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import { sendBytes, type TestClient } from '../../testing/app/test-client.ts';
import { makeJpeg, makeLongJpeg } from '../../testing/images/make-jpeg.ts';
import { recordS3Calls, type S3Recorder } from '../../testing/servers/s3-recorder.ts';
import { missingS3Server, type S3Server, startS3Server } from '../../testing/servers/s3-server.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const sha256 = (bytes: Bytes) => createHash('sha256').update(bytes).digest('hex');
const cut = (bytes: Bytes): Bytes[] =>
  Array.from({ length: Math.ceil(bytes.byteLength / uploadPartBytes) }, (_, index) =>
    bytes.slice(index * uploadPartBytes, (index + 1) * uploadPartBytes),
  );
const smallestInParts = (fewestUploadParts - 1) * uploadPartBytes + 1;

/* May be a few bytes longer than requested, but not shorter. */
const makeAtLeast = (bytes: number) => makeLongJpeg(bytes + 8);

describe('the number of requests to S3 for an upload', { skip: missingS3Server() }, () => {
  let server: S3Server;
  let calls: S3Recorder;
  let app: TestApp;
  let ada: TestClient;
  let members = 0;

  before(async () => {
    server = await startS3Server();
    calls = await recordS3Calls(server.endpoint);
    const query = new URLSearchParams({ region: server.region, endpoint: calls.endpoint });
    app = await startApp({ VITRINE_STORAGE_URL: `s3://${await server.createBucket()}?${query}` });
  });
  beforeEach(async () => {
    members += 1;
    ada = await app.createMember(`ada-${members}`);
    calls.made.length = 0;
  });
  /* Requests do not matter here, only the arrival of the file. */
  afterEach(async () => {
    await app.runJobs();
    const { body } = await ada.get('/me/photos');
    assert.deepEqual(
      body.items.map(({ status }: { status: string }) => status),
      ['ready'],
    );
  });
  after(async () => {
    await app?.[Symbol.asyncDispose]();
    await calls?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  const announce = async (bytes: Bytes, pieces?: Bytes[]) => {
    const { status, body } = await ada.post('/uploads', {
      fileName: 'a.jpg',
      contentType: 'image/jpeg',
      bytes: bytes.byteLength,
      sha256: sha256(bytes),
      ...(pieces && { parts: pieces.map((piece) => ({ sha256: sha256(piece) })) }),
    });
    assert.equal(status, 201);
    return body;
  };
  const send = async (target: { url: string; headers: Record<string, string> }, bytes: Bytes | undefined) =>
    assert.equal((await sendBytes(fetch, target, bytes ?? assert.fail())).status, 200);
  /** Sends missing parts up to, and without, the part with this index. Returns the number of parts sent. */
  const sendParts = async (
    begun: Awaited<ReturnType<typeof announce>>,
    pieces: Bytes[],
    end = pieces.length,
  ) => {
    const missing = pieces.map((_, index) => index).filter((index) => begun.parts[index].target !== null);
    const sent = missing.filter((index) => index < end);
    for (const index of sent) await send(begun.parts[index].target, pieces[index]);
    return sent.length;
  };
  const complete = async ({ photo }: { photo: { id: string } }) =>
    assert.equal((await ada.post(`/uploads/${photo.id}/complete`)).status, 202);

  const inParts = ['create', 'head', 'uploads', 'parts', 'complete'];

  for (const [what, make] of [
    ['a small file', () => makeJpeg()],
    ['a file that could be sent in parts', () => makeAtLeast(smallestInParts)],
  ] as const)
    it(`is one for ${what} in one piece`, async () => {
      const bytes = await make();
      const begun = await announce(bytes);
      await send(begun.target, bytes);
      await complete(begun);
      assert.deepEqual(calls.made, ['head']);
    });

  for (const [what, length] of [
    ['the fewest allowed parts', smallestInParts],
    ['more parts', (fewestUploadParts + 2) * uploadPartBytes + 1],
  ] as const)
    it(`is five, and at most one a part, for a file in ${what}`, async () => {
      const bytes = await makeAtLeast(length);
      const pieces = cut(bytes);
      const begun = await announce(bytes, pieces);
      await sendParts(begun, pieces);
      await complete(begun);
      assert.deepEqual(calls.made, inParts);
      assert.ok(calls.made.length <= pieces.length);
    });

  it('is two more to resume, and still at most one a part', async () => {
    const bytes = await makeAtLeast(smallestInParts);
    const pieces = cut(bytes);
    assert.equal(pieces.length, fewestUploadParts);
    assert.equal(await sendParts(await announce(bytes, pieces), pieces, 3), 3);
    const resumed = await announce(bytes, pieces);
    assert.equal(await sendParts(resumed, pieces), pieces.length - 3);
    await complete(resumed);
    const [create, ...others] = inParts;
    assert.deepEqual(calls.made, [create, 'uploads', 'parts', ...others]);
    assert.ok(calls.made.length <= pieces.length);
  });

  it('does not grow if the upload is completed twice', async () => {
    const bytes = await makeAtLeast(smallestInParts);
    const pieces = cut(bytes);
    const begun = await announce(bytes, pieces);
    await sendParts(begun, pieces);
    for (let time = 1; time <= 2; time += 1) await complete(begun);
    assert.deepEqual(calls.made, inParts);
  });
});
