import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from './config.ts';
import { assertRefused } from './testing/assert-refused.ts';

const parse = (url: string) => parseConfig({ VITRINE_STORAGE_URL: url }).storage;

describe('the address of the storage', () => {
  it('is a folder, if not said otherwise', () => {
    assert.deepEqual(parseConfig({}).storage, { kind: 'file', path: 'data/media' });
  });

  it('may be a bucket and all that belongs to it', () => {
    const storage = parse(
      's3://my.photos/of/2026?region=eu-central-1&endpoint=https://s3.example.org:9000&kmsKey=arn:aws:kms:eu-central-1:111122223333:key/12-ab',
    );
    assert.deepEqual(storage, {
      kind: 's3',
      bucket: 'my.photos',
      prefix: 'of/2026',
      region: 'eu-central-1',
      endpoint: 'https://s3.example.org:9000',
      kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/12-ab',
    });
  });

  it('leaves the region to the SDK at Amazon, and needs none elsewhere', () => {
    for (const [url, region] of [
      ['s3://photos', undefined],
      ['s3://photos/', undefined],
      ['s3://photos?endpoint=http://127.0.0.1:9000', 'us-east-1'],
    ] as const) {
      const storage = parse(url);
      assert.ok(storage.kind === 's3');
      assert.deepEqual([storage.bucket, storage.prefix, storage.region], ['photos', '', region]);
    }
  });

  for (const url of [
    's3:photos',
    's3://',
    's3://Photos',
    's3://p',
    's3://photos/../others',
    's3://photos//a',
    's3://photos/a b',
    's3://photos?regoin=eu-central-1',
    's3://photos?endpoint=s3.example.org',
    's3://photos?endpoint=https://s3.example.org/path',
    'file:',
    'ftp://photos',
  ])
    it(`is refused, with what it may be like: ${url}`, () =>
      assertRefused('VITRINE_STORAGE_URL', url, 'like file:data/media'));
});
