import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { hours } from '../../domain/time.ts';
import { nameOfS3Call } from '../../testing/servers/s3-recorder.ts';
import { createS3Blobs, type S3Blobs } from './s3-blobs.ts';

type Request = { name: string; headers: IncomingMessage['headers']; query: URLSearchParams; body: string };
type Answers = Record<string, (query: URLSearchParams) => { status?: number; body?: string }>;

const key = 'originals/01890a5d';
const kmsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd';
const checksum = (text: string) => createHash('sha256').update(text).digest('base64');
const uploads = (...ids: string[]) => ({
  body: `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${ids
    .map(
      (id, index) =>
        `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>2026-01-01T12:00:0${index}.000Z</Initiated></Upload>`,
    )
    .join('')}</ListMultipartUploadsResult>`,
});
const part = (number: number, content: string) =>
  `<Part><PartNumber>${number}</PartNumber><ETag>"etag-${number}"</ETag><Size>${content.length}</Size><ChecksumSHA256>${checksum(content)}</ChecksumSHA256></Part>`;
/* Two pages with one part each. */
const parts = (query: URLSearchParams) => ({
  body: query.has('part-number-marker')
    ? `<ListPartsResult><IsTruncated>false</IsTruncated>${part(2, 'part 2')}</ListPartsResult>`
    : `<ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>1</NextPartNumberMarker>${part(1, 'part 1')}</ListPartsResult>`,
});
const absent = () => ({ status: 404 });
const fault = (status: number, code: string) => () => ({
  status,
  body: `<Error><Code>${code}</Code></Error>`,
});

/* Features of Amazon S3 that Ceph RGW lacks: checksums of parts, and conditional writes. */
describe('the requests to S3 for an object in parts', () => {
  let requests: Request[];
  let answers: Answers;
  let blobs: S3Blobs;
  let end: () => Promise<void>;
  const present = { ...process.env };

  beforeEach(async () => {
    requests = [];
    const server = createServer(async (request, response) => {
      const { searchParams: query } = new URL(request.url ?? '', 'http://localhost');
      const name = nameOfS3Call(request.method ?? '', query);
      requests.push({ name, headers: request.headers, query, body: await text(request) });
      const { status = 200, body = '' } = answers[name]?.(query) ?? { status: 500 };
      response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' });
    blobs = createS3Blobs({
      bucket: 'photos',
      region: 'eu-central-1',
      endpoint: `http://127.0.0.1:${port}`,
      kmsKey,
      clock: { now: () => Date.now() },
    });
    end = async () => {
      blobs[Symbol.dispose]();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      process.env = { ...present };
    };
  });
  afterEach(() => end());

  const begin = (mayHaveBegun: boolean) =>
    blobs.beginParts({
      key,
      contentType: 'image/png',
      parts: ['part 1', 'part 2', 'part 3'].map((content) => ({
        bytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
      })),
      mayHaveBegun,
      expiresAt: Date.now() + hours(1),
    });
  const complete = () => blobs.completeParts({ key, lengths: [6, 6] });
  const names = () => requests.map(({ name }) => name);

  it('begin with its type, the encryption key and a checksum of every part', async () => {
    answers = {
      create: () => ({
        body: '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>',
      }),
    };
    const targets = await begin(false);
    assert.deepEqual(names(), ['create']);
    const { headers } = requests[0] ?? assert.fail();
    assert.equal(headers['content-type'], 'image/png');
    assert.equal(headers['x-amz-checksum-algorithm'], 'SHA256');
    assert.equal(headers['x-amz-server-side-encryption-aws-kms-key-id'], kmsKey);
    assert.deepEqual(
      targets.map((target) => new URL(target?.url ?? '').searchParams.get('uploadId')),
      ['u1', 'u1', 'u1'],
    );
  });

  it('resume the oldest upload and read all pages of its parts', async () => {
    answers = { uploads: () => uploads('u1', 'u2'), parts };
    const targets = await begin(true);
    assert.deepEqual(names(), ['uploads', 'parts', 'parts']);
    assert.ok(
      requests.filter(({ name }) => name === 'parts').every(({ query }) => query.get('uploadId') === 'u1'),
    );
    assert.deepEqual(
      targets.map((target) => target !== undefined),
      [false, false, true],
    );
  });

  it('complete each part by ETag and checksum with If-None-Match, and abort other uploads', async () => {
    answers = {
      head: absent,
      uploads: () => uploads('u1', 'u2'),
      parts,
      complete: () => ({ body: '<CompleteMultipartUploadResult/>' }),
      abort: () => ({ status: 204 }),
    };
    assert.equal(await complete(), true);
    const { headers, body } = requests.find(({ name }) => name === 'complete') ?? assert.fail();
    assert.equal(headers['if-none-match'], '*');
    for (const number of [1, 2]) {
      assert.ok(body.includes(`<ChecksumSHA256>${checksum(`part ${number}`)}</ChecksumSHA256>`), body);
      assert.match(body, new RegExp(`<ETag>(?:"|&quot;)etag-${number}(?:"|&quot;)</ETag>`, 'u'));
    }
    const aborted = requests.filter(({ name }) => name === 'abort').map(({ query }) => query.get('uploadId'));
    assert.deepEqual(aborted, ['u2']);
  });

  it('only check that an object exists if it arrived in one piece', async () => {
    answers = { head: () => ({}) };
    assert.equal(await complete(), true);
    assert.deepEqual(names(), ['head']);
  });

  for (const [what, refusal] of [
    ['an object arrived in between', fault(412, 'PreconditionFailed')],
    ['an object arrives at the same moment', fault(409, 'ConditionalRequestConflict')],
    ['another caller completed it', fault(404, 'NoSuchUpload')],
  ] as const)
    it(`succeed if ${what}`, async () => {
      let heads = 0;
      answers = {
        head: () => (heads++ === 0 ? absent() : {}),
        uploads: () => uploads('u1'),
        parts,
        complete: refusal,
        abort: fault(404, 'NoSuchUpload'),
      };
      assert.equal(await complete(), true);
    });

  for (const [what, refusal] of [
    ['arrived in between', fault(412, 'PreconditionFailed')],
    ['arrives at the same moment', fault(409, 'ConditionalRequestConflict')],
  ] as const)
    it(`keep the parts for another attempt if an object that ${what} is gone again`, async () => {
      answers = { head: absent, uploads: () => uploads('u1'), parts, complete: refusal };
      await assert.rejects(complete(), { code: 'unavailable' });
      assert.ok(!names().includes('abort'), 'nothing is thrown away');
    });

  it('complete nothing if another caller ended the upload', async () => {
    answers = { head: absent, uploads: () => uploads('u1'), parts: fault(404, 'NoSuchUpload') };
    assert.equal(await complete(), false);
  });
});
