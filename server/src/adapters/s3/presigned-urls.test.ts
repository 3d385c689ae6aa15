import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { hours } from '../../domain/time.ts';
import type { BlobStore } from '../../ports/blobs.ts';
import { createS3Blobs, type S3BlobsOptions } from './s3-blobs.ts';

const now = Date.UTC(2026, 0, 1, 12);
const kmsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd';
const request: Parameters<BlobStore['presignPut']>[0] = {
  key: 'originals/01890a5d',
  bytes: 7,
  contentType: 'image/png',
  sha256: createHash('sha256').update('content').digest('hex'),
  expiresAt: now + hours(1),
};

/* The URL contains the request to S3; Amazon's documentation states what S3 refuses. */
describe('a presigned URL', () => {
  let present: NodeJS.ProcessEnv;

  beforeEach(() => {
    present = { ...process.env };
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' });
    for (const name of ['AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'])
      delete process.env[name];
  });
  afterEach(() => {
    process.env = present;
  });

  async function sign(change: Partial<typeof request> = {}, options: Partial<S3BlobsOptions> = {}) {
    using blobs = createS3Blobs({
      bucket: 'photos',
      region: 'eu-central-1',
      clock: { now: () => now },
      ...options,
    });
    const target = await blobs.presignPut({ ...request, ...change });
    const url = new URL(target.url);
    return { ...target, url, bound: url.searchParams.get('X-Amz-SignedHeaders')?.split(';').sort() };
  }

  it('signs length, type, checksum and If-None-Match as headers', async () => {
    const { url, bound, headers } = await sign();
    assert.deepEqual(bound, [
      'content-length',
      'content-type',
      'host',
      'if-none-match',
      'x-amz-checksum-sha256',
    ]);
    assert.deepEqual(headers, {
      'Content-Type': 'image/png',
      'If-None-Match': '*',
      'x-amz-checksum-sha256': createHash('sha256').update('content').digest('base64'),
    });
    assert.equal(
      url.origin + url.pathname,
      'https://photos.s3.eu-central-1.amazonaws.com/originals/01890a5d',
    );
    assert.equal(url.searchParams.get('X-Amz-Expires'), '3600');
    assert.equal(url.searchParams.get('X-Amz-Algorithm'), 'AWS4-HMAC-SHA256');
  });

  it('signs no unknown checksum, neither as a header nor in the query', async () => {
    for (const sha256 of [request.sha256, undefined]) {
      const { url, bound } = await sign({ sha256 });
      assert.doesNotMatch(url.search, /crc32|x-amz-sdk-checksum/iu);
      assert.equal(url.searchParams.has('x-amz-checksum-sha256'), false);
      assert.equal(bound?.includes('x-amz-checksum-sha256'), sha256 !== undefined);
    }
  });

  it('has another signature for every signed value', async () => {
    const others = [
      await sign(),
      await sign({ bytes: 8 }),
      await sign({ contentType: 'image/jpeg' }),
      await sign({ sha256: createHash('sha256').update('contend').digest('hex') }),
      await sign({ sha256: undefined }),
      await sign({ key: 'originals/another' }),
    ].map(({ url }) => url.searchParams.get('X-Amz-Signature'));
    assert.equal(new Set(others).size, others.length);
  });

  it('signs the configured KMS key', async () => {
    const { bound, headers } = await sign({}, { kmsKey });
    for (const [name, value] of [
      ['x-amz-server-side-encryption', 'aws:kms'],
      ['x-amz-server-side-encryption-aws-kms-key-id', kmsKey],
      ['x-amz-server-side-encryption-bucket-key-enabled', 'true'],
    ] as const) {
      assert.equal(headers[name], value);
      assert.ok(bound?.includes(name), name);
    }
  });

  it('is valid for a week at most', async () => {
    const { url } = await sign({ expiresAt: now + hours(24 * 30) });
    assert.equal(url.searchParams.get('X-Amz-Expires'), String(7 * 24 * 3600));
  });

  for (const [what, options, origin, path] of [
    ['Amazon S3', {}, 'https://photos.s3.eu-central-1.amazonaws.com', '/originals/01890a5d'],
    [
      'Amazon S3 in China',
      { region: 'cn-north-1' },
      'https://photos.s3.cn-north-1.amazonaws.com.cn',
      '/originals/01890a5d',
    ],
    [
      'another S3 server',
      { endpoint: 'https://minio.example.org:9000' },
      'https://minio.example.org:9000',
      '/photos/originals/01890a5d',
    ],
  ] as const)
    it(`has the origin that pages use: ${what}`, async () => {
      const { url } = await sign({}, options);
      assert.equal(url.origin, origin);
      assert.equal(url.pathname, path);
      using blobs = createS3Blobs({
        bucket: 'photos',
        region: 'eu-central-1',
        clock: { now: () => now },
        ...options,
      });
      assert.equal(await blobs.findOrigin(), origin);
    });
});
