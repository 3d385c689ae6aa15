import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { AppError } from '../../domain/errors.ts';
import { days, hours, minutes } from '../../domain/time.ts';
import { describeBlobStore } from '../../ports/conformance/blobs.ts';
import { missingS3Server, type S3Server, startS3Server } from '../../testing/servers/s3-server.ts';
import { createS3Blobs, type S3BlobsOptions } from './s3-blobs.ts';

const clock = { now: () => Date.now() };
const skip = missingS3Server();
let server: S3Server;

before(async () => {
  if (!skip) server = await startS3Server();
});
after(async () => {
  if (!skip) await server[Symbol.asyncDispose]();
});

async function openBlobs(change: Partial<S3BlobsOptions> = {}) {
  const { endpoint, region } = server;
  const bucket = change.bucket ?? (await server.createBucket());
  return createS3Blobs({ bucket, endpoint, region, clock, ...change });
}

for (const prefix of ['', 'photos/of/2026'])
  describeBlobStore(
    `objects in S3${prefix && ' below a prefix'}`,
    async () => {
      // The clock stands still, because URLs change every five minutes.
      const now = Date.now();
      const blobs = await openBlobs({ prefix, clock: { now: () => now } });
      return { blobs, [Symbol.asyncDispose]: async () => blobs[Symbol.dispose]() };
    },
    // Ceph RGW 16 ignores x-amz-checksum-sha256.
    { skip, comparesChecksums: false },
  );

describe('the S3 store', { skip }, () => {
  const key = 'originals/01890a5d';

  async function store(blobs: Awaited<ReturnType<typeof openBlobs>>, at = key): Promise<void> {
    const directory = await mkdtemp(join(tmpdir(), 'vitrine-s3-'));
    await writeFile(join(directory, 'source'), 'content');
    await blobs.writeFile(at, join(directory, 'source'), 'image/webp');
    await rm(directory, { recursive: true });
  }

  it('stays within its prefix', async () => {
    const bucket = await server.createBucket();
    using inside = await openBlobs({ bucket, prefix: '/photos/' });
    using beside = await openBlobs({ bucket, prefix: 'photos2' });
    await store(inside);
    await store(beside);
    const { Contents } = await server.client.send(new ListObjectsV2Command({ Bucket: bucket }));
    assert.deepEqual(
      Contents?.map(({ Key }) => Key),
      ['photos/originals/01890a5d', 'photos2/originals/01890a5d'],
    );
    await inside.remove([key]);
    assert.notEqual(await beside.head(key), undefined);
    assert.deepEqual((await inside.list({ prefix: '', limit: 10 })).items, []);
  });

  it('lets browsers and CDNs cache renditions, and nothing else', async () => {
    const bucket = await server.createBucket();
    using blobs = await openBlobs({ bucket });
    for (const [Key, expected] of [
      ['renditions/01890a5d/r/640.webp', 'max-age=31536000, immutable'],
      ['shared/01890a5d', undefined],
    ] as const) {
      await store(blobs, Key);
      const found = await server.client.send(new HeadObjectCommand({ Bucket: bucket, Key }));
      assert.equal(found.CacheControl, expected);
      assert.equal(found.ContentType, 'image/webp');
    }
  });

  it('never overwrites the file that it reads into', async () => {
    using blobs = await openBlobs();
    await store(blobs);
    const directory = await mkdtemp(join(tmpdir(), 'vitrine-s3-'));
    const path = join(directory, 'there');
    await writeFile(path, 'mine');
    await assert.rejects(
      blobs.readToFile(key, path),
      (error) => error instanceof AppError && error.code === 'conflict',
    );
    assert.equal(await readFile(path, 'utf8'), 'mine');
    await rm(directory, { recursive: true });
  });

  it('stores large files, and closes a file that it could not send', async () => {
    using blobs = await openBlobs();
    using unreachable = await openBlobs({ bucket: 'any', endpoint: 'http://127.0.0.1:1' });
    const directory = await mkdtemp(join(tmpdir(), 'vitrine-s3-'));
    const path = join(directory, 'large');
    const large = randomBytes(12 * 1024 * 1024);
    await writeFile(path, large);
    await blobs.writeFile(key, path, 'image/webp');
    assert.ok(await blobs.readToFile(key, join(directory, 'copy')));
    assert.ok(large.equals(await readFile(join(directory, 'copy'))));
    await assert.rejects(unreachable.writeFile(key, path, 'image/webp'), isUnavailable(/cannot be reached/u));
    assert.deepEqual(
      (await openFiles()).filter((file) => file.startsWith(directory)),
      [],
    );
    await rm(directory, { recursive: true });
  });

  it('removes more objects than one S3 request can', async () => {
    using blobs = await openBlobs();
    await store(blobs);
    const absent = Array.from({ length: 1500 }, (_, index) => `absent/${index}`);
    await blobs.remove([...absent, key]);
    assert.equal(await blobs.head(key), undefined);
  });

  it('aborts multipart uploads that began before the given time', async () => {
    const bucket = await server.createBucket();
    using blobs = await openBlobs({ bucket, prefix: 'photos' });
    for (const Key of ['photos/a', 'photos/b', 'others/c'])
      await server.client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }));
    assert.equal(await blobs.removeUnfinished(Date.now() - days(1)), 0);
    assert.equal(await blobs.removeUnfinished(Date.now() + days(1)), 2);
    assert.equal(await blobs.removeUnfinished(Date.now() + days(1)), 0);
  });

  it('signs length and checksum of each part', async () => {
    using blobs = await openBlobs();
    const sha256 = createHash('sha256').update('content').digest('hex');
    const [target] = await blobs.beginParts({
      key,
      contentType: 'image/png',
      parts: [{ bytes: 7, sha256 }],
      mayHaveBegun: false,
      expiresAt: Date.now() + hours(1),
    });
    assert.deepEqual(target?.headers, {
      'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
    });
    const query = new URL(target.url).searchParams;
    assert.equal(query.get('X-Amz-SignedHeaders'), 'content-length;host;x-amz-checksum-sha256');
    assert.equal(query.get('partNumber'), '1');
    assert.doesNotMatch([...query.keys()].join(' '), /checksum/iu);
  });

  it('returns the same URL within five minutes, and another after that', async () => {
    let now = Date.UTC(2026, 0, 1, 12, 1);
    using blobs = await openBlobs({ bucket: 'any', clock: { now: () => now } });
    const sign = () =>
      blobs.presignGet({
        key,
        contentType: 'image/png',
        downloadName: 'a.png',
        audience: 'others',
        expiresAt: Date.UTC(2026, 0, 1, 12, 10),
      });
    const first = await sign();
    now += minutes(3);
    assert.equal(await sign(), first);
    now += minutes(3);
    assert.notEqual(await sign(), first);
    const query = new URL(first).searchParams;
    assert.equal(query.get('X-Amz-Date'), '20260101T120000Z');
    assert.equal(query.get('X-Amz-Expires'), '600');
  });

  describe('that fails', () => {
    for (const [what, change, remedy] of [
      ['the bucket does not exist', { bucket: 'no-such-bucket' }, /no bucket no-such-bucket/u],
      ['nothing listens', { bucket: 'any', endpoint: 'http://127.0.0.1:1' }, /cannot be reached/u],
      [
        'nothing listens at any IP address',
        { bucket: 'any', endpoint: 'http://localhost:1' },
        /cannot be reached/u,
      ],
      [
        'the host name does not exist',
        { bucket: 'any', endpoint: 'http://s3.invalid' },
        /cannot be reached/u,
      ],
    ] as const)
      it(`reports the cause and the remedy: ${what}`, async () => {
        using blobs = await openBlobs(change);
        await assert.rejects(blobs.check(), isUnavailable(remedy));
        await assert.rejects(blobs.list({ prefix: '', limit: 1 }), isUnavailable(remedy));
      });

    it('reports the cause and the remedy: the key is wrong', async () => {
      using blobs = await openBlobs();
      const right = process.env.AWS_SECRET_ACCESS_KEY ?? '';
      process.env.AWS_SECRET_ACCESS_KEY = 'wrong';
      try {
        await assert.rejects(blobs.list({ prefix: '', limit: 1 }), isUnavailable(/credentials/u));
      } finally {
        process.env.AWS_SECRET_ACCESS_KEY = right;
      }
    });

    it('reports the cause and the remedy: the bucket belongs to someone else', async () => {
      const bucket = await server.createBucket();
      using blobs = await openBlobs({ bucket });
      const stranger = await server.addUser();
      const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
      Object.assign(process.env, stranger);
      try {
        await assert.rejects(blobs.check(), isUnavailable(/access to bucket/u));
        await assert.rejects(blobs.head(key), isUnavailable(/access to bucket/u));
      } finally {
        Object.assign(process.env, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });
      }
    });
  });

  it('answers preflight requests of the app’s origin only', async () => {
    const bucket = await server.createBucket({ origin: 'https://photos.example.org' });
    using blobs = await openBlobs({ bucket });
    const target = await blobs.presignPut({
      key,
      bytes: 7,
      contentType: 'image/png',
      sha256: createHash('sha256').update('content').digest('hex'),
      expiresAt: Date.now() + hours(1),
    });
    const ask = (origin: string) =>
      fetch(target.url, {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'PUT',
          'Access-Control-Request-Headers': Object.keys(target.headers).join(', ').toLowerCase(),
        },
      });
    assert.equal((await ask('https://photos.example.org')).status, 200);
    assert.equal((await ask('https://evil.example.org')).status, 403);
    const stored = await fetch(target.url, {
      method: 'PUT',
      headers: { ...target.headers, Origin: 'https://photos.example.org' },
      body: 'content',
    });
    assert.equal(stored.headers.get('access-control-allow-origin'), 'https://photos.example.org');
    const found = await server.client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    assert.equal(await found.Body?.transformToString(), 'content');
  });
});

/* Lists open files on Linux; returns nothing elsewhere. */
async function openFiles(): Promise<string[]> {
  const names = await readdir('/proc/self/fd').catch(() => []);
  return Promise.all(names.map((name) => readlink(join('/proc/self/fd', name)).catch(() => '')));
}

const isUnavailable = (remedy: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AppError);
  assert.equal(error.code, 'unavailable');
  assert.ok(error.cause instanceof Error);
  assert.match(error.cause.message, remedy);
  return true;
};
