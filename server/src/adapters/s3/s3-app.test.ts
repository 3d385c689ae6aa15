import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { fewestUploadParts, uploadPartBytes } from '@vitrine/contract/limits.ts';
import sharp from 'sharp';
import { renditionKey } from '../../domain/blob-keys.ts';
import { sweepStorage } from '../../features/maintenance/sweep.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import { makeJpeg, makeLongJpeg } from '../../testing/images/make-jpeg.ts';
import { missingS3Server, type S3Server, startS3Server } from '../../testing/servers/s3-server.ts';

const skip = missingS3Server();
const exif = { IFD0: { Make: 'Vitrine' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 30/1' } };

/** Sends requests and leaves the responses unread. */
async function openSlowly(url: string): Promise<Socket> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
  await once(socket, 'readable');
  return socket;
}

describe('Vitrine with photos in S3', { skip }, () => {
  let server: S3Server;
  let bucket: string;
  let app: TestApp;

  before(async () => {
    server = await startS3Server();
    // The bucket's allowed origins must be set before the server has a port.
    bucket = await server.createBucket({ origin: 'https://photos.example.org' });
    const query = new URLSearchParams({ region: server.region, endpoint: server.endpoint });
    app = await startApp({
      VITRINE_STORAGE_URL: `s3://${bucket}/gallery?${query}`,
      VITRINE_PUBLIC_URL: 'https://photos.example.org',
    });
  });
  after(async () => {
    await app?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  const listKeys = async () => {
    const { Contents = [] } = await server.client.send(new ListObjectsV2Command({ Bucket: bucket }));
    return Contents.map(({ Key = '' }) => Key);
  };

  it('lets pages upload to the bucket and load from it, and serves no objects itself', async () => {
    const answer = await app.fetch('/api/v1/photos');
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, new RegExp(`connect-src 'self' ${server.endpoint}(;|$)`, 'u'));
    assert.match(policy, new RegExp(`img-src 'self' data: blob: ${server.endpoint}(;|$)`, 'u'));
    assert.equal((await app.fetch('/storage/originals/a')).status, 404);
    assert.equal((await app.fetch('/readyz')).status, 200);
  });

  it('does not delay other requests for slow readers', async () => {
    const storage = `${await server.createBucket()}?region=${server.region}&endpoint=${server.endpoint}`;
    await using crowded = await startApp({ VITRINE_STORAGE_URL: `s3://${storage}` });
    const slow = await crowded.createMember('slow');
    const [large, small] = [
      await slow.upload(await makeJpeg({ hue: 1 })),
      await slow.upload(await makeJpeg({ hue: 2 })),
    ];
    await crowded.runJobs();
    const photo = await crowded.ports.photos.find(large.id);
    const [rendition] = photo?.picture?.renditions ?? [];
    assert.ok(photo?.picture && rendition);
    const path = join(crowded.directory, 'large');
    await writeFile(path, Buffer.alloc(30 * 1024 * 1024, 7));
    const key = renditionKey(photo.id, photo.picture.revision, rendition);
    await crowded.ports.blobs.writeFile(key, path, 'image/webp');
    const imagePath = (await slow.get(`/photos/${large.id}`)).body.renditions[0].url;
    // More requests than connections to the store, with unread responses.
    const readers = await Promise.all(Array.from({ length: 60 }, () => openSlowly(crowded.url + imagePath)));
    try {
      const other = (await slow.get(`/photos/${small.id}`)).body.renditions[0].url;
      assert.equal((await crowded.fetch(other, { signal: AbortSignal.timeout(60_000) })).status, 200);
    } finally {
      for (const reader of readers) reader.destroy();
    }
  });

  it('stores, serves and deletes a photo', async () => {
    const ada = await app.createMember('ada');
    const bytes = await makeJpeg({ width: 1600, height: 1200, exif });
    const { body: begun } = await ada.post('/uploads', {
      fileName: 'Früh am Meer.jpg',
      contentType: 'image/jpeg',
      bytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      visibility: 'public',
      allowDownload: true,
    });
    const { photo, target } = begun;
    assert.ok(target.url.startsWith(`${server.endpoint}/${bucket}/gallery/originals/${photo.id}?`));
    const send = (body: Uint8Array<ArrayBuffer>) =>
      fetch(target.url, { method: 'PUT', headers: target.headers, body });
    assert.equal((await ada.post(`/uploads/${photo.id}/complete`)).status, 409, 'before the bytes are there');
    assert.equal((await send(bytes.slice(0, 1000))).status, 403, 'a shorter file');
    assert.equal((await send(bytes)).status, 200);
    assert.equal((await send(bytes)).status, 412, 'a second time');
    assert.equal((await ada.post(`/uploads/${photo.id}/complete`)).status, 202);

    await app.runJobs();
    const { body: seen } = await app.createVisitor().get(`/photos/${photo.id}`);
    assert.equal(seen.status, 'ready');
    for (const { url, width } of seen.renditions) {
      const rendition = await app.fetch(url);
      assert.equal(rendition.status, 200);
      const { width: drawn } = await sharp(Buffer.from(await rendition.arrayBuffer())).metadata();
      assert.equal(drawn, width);
    }

    const own = await download(await ada.get(`/photos/${photo.id}/download`));
    assert.deepEqual(own.bytes, Buffer.from(bytes));
    assert.equal(own.name, 'Früh am Meer.jpg');
    const sanitized = await download(await app.createVisitor().get(`/photos/${photo.id}/download`));
    assert.equal((await sharp(sanitized.bytes).metadata()).width, 1600);
    assert.ok(!sanitized.bytes.includes('Vitrine'), 'a stranger gets no private metadata');
    const small = seen.renditions[0].width;
    const rendition = await download(
      await app.createVisitor().get(`/photos/${photo.id}/download?size=${small}`),
    );
    assert.equal(rendition.type, `image/${seen.renditions[0].format}`);

    const { findings, objects } = await sweepStorage(app.ports, { fix: false, includeRecent: true });
    assert.deepEqual(findings, []);
    assert.equal(objects, (await listKeys()).length);

    assert.equal((await ada.delete(`/photos/${photo.id}`)).status, 204);
    assert.equal((await ada.delete('/me/trash')).status, 204);
    await app.runJobs();
    assert.deepEqual(await listKeys(), []);
  });

  it('resumes a large file and sends no part twice', async () => {
    const bea = await app.createMember('berta');
    const bytes = await makeLongJpeg((fewestUploadParts - 1) * uploadPartBytes + 1000);
    const sha256 = (part: Uint8Array) => createHash('sha256').update(part).digest('hex');
    const numbers = [...Array(fewestUploadParts).keys()];
    const pieces = numbers.map((at) => bytes.slice(at * uploadPartBytes, (at + 1) * uploadPartBytes));
    const announcement = {
      fileName: 'panorama.jpg',
      contentType: 'image/jpeg',
      bytes: bytes.byteLength,
      sha256: sha256(bytes),
      parts: pieces.map((piece) => ({ sha256: sha256(piece) })),
    };
    const sent: number[] = [];
    const send = async (
      begun: { parts: { target: { url: string; headers: object } | null }[] },
      most: number,
    ) => {
      for (const [index, { target }] of begun.parts.entries()) {
        if (!target || sent.length >= most) continue;
        const headers = { ...target.headers, Origin: 'https://photos.example.org' };
        const answer = await fetch(target.url, { method: 'PUT', headers, body: pieces[index] ?? null });
        assert.equal(answer.status, 200);
        assert.equal(answer.headers.get('access-control-allow-origin'), 'https://photos.example.org');
        sent.push(index);
      }
    };
    await send((await bea.post('/uploads', announcement)).body, 2);
    const { body: resumed } = await bea.post('/uploads', announcement);
    assert.equal((await bea.post(`/uploads/${resumed.photo.id}/complete`)).status, 409);
    await send(resumed, pieces.length);
    assert.deepEqual(sent, numbers);
    assert.equal((await bea.post(`/uploads/${resumed.photo.id}/complete`)).status, 202);
    await app.runJobs();
    assert.equal((await bea.get(`/photos/${resumed.photo.id}`)).body.status, 'ready');

    const { body: other } = await bea.post('/uploads', { ...announcement, sha256: 'a'.repeat(64) });
    assert.equal((await bea.delete(`/uploads/${other.photo.id}`)).status, 204);
    await bea.delete(`/photos/${resumed.photo.id}`);
    await bea.delete('/me/trash');
    await app.runJobs();
    assert.deepEqual((await app.ports.blobs.listBegunParts({ prefix: '', limit: 10 })).items, []);
    assert.deepEqual(await listKeys(), []);
  });

  it('reports that it is unavailable, without S3’s own message', async () => {
    const query = new URLSearchParams({ region: server.region, endpoint: server.endpoint });
    const right = process.env.AWS_SECRET_ACCESS_KEY ?? '';
    process.env.AWS_SECRET_ACCESS_KEY = 'wrong';
    try {
      await using other = await startApp({ VITRINE_STORAGE_URL: `s3://${bucket}/gallery?${query}` });
      assert.equal((await other.fetch('/readyz')).status, 503);
      const bea = await other.createMember('bea');
      const file = { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 10 };
      const { body: begun } = await bea.post('/uploads', file);
      const answer = await bea.post(`/uploads/${begun.photo.id}/complete`);
      assert.deepEqual([answer.status, answer.body.code], [503, 'unavailable']);
      assert.equal(answer.headers.get('retry-after'), '10');
      assert.doesNotMatch(JSON.stringify(answer.body), /S3|AWS|signature|credentials/iu);
    } finally {
      process.env.AWS_SECRET_ACCESS_KEY = right;
    }
  });
});

async function download(redirect: { status: number; headers: Headers }) {
  assert.equal(redirect.status, 302);
  const answer = await fetch(redirect.headers.get('location') ?? '');
  assert.equal(answer.status, 200);
  const disposition = answer.headers.get('content-disposition') ?? '';
  return {
    bytes: Buffer.from(await answer.arrayBuffer()),
    type: answer.headers.get('content-type'),
    name: decodeURIComponent(/filename\*=UTF-8''(.+)$/u.exec(disposition)?.[1] ?? ''),
  };
}
