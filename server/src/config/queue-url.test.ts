import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from './config.ts';
import { assertRefused } from './testing/assert-refused.ts';

const parse = (url: string) => parseConfig({ VITRINE_QUEUE_URL: url }).queue;

describe('the address of the queue', () => {
  it('is the database, if not said otherwise', () => {
    assert.deepEqual(parseConfig({}).queue, { kind: 'database' });
  });

  it('may be two queues and where they are', () => {
    assert.deepEqual(
      parse('sqs://jobs?deadLetters=dead-jobs&region=eu-central-1&endpoint=https://sqs.example.org'),
      {
        kind: 'sqs',
        queue: 'jobs',
        deadLetters: 'dead-jobs',
        region: 'eu-central-1',
        endpoint: 'https://sqs.example.org',
      },
    );
  });

  it('may be a third queue for pictures, so that no other job waits for them', () => {
    const queue = parse('sqs://jobs?deadLetters=dead&renderings=pictures');
    assert.ok(queue.kind === 'sqs');
    assert.equal(queue.renderings, 'pictures');
  });

  it('leaves the region to the SDK at Amazon, and needs none elsewhere', () => {
    for (const [url, region] of [
      ['sqs://jobs?deadLetters=dead', undefined],
      ['sqs://jobs/?deadLetters=dead&endpoint=http://127.0.0.1:9324', 'us-east-1'],
    ] as const) {
      const queue = parse(url);
      assert.ok(queue.kind === 'sqs');
      assert.equal(queue.region, region);
    }
  });

  for (const url of [
    'sqs://jobs',
    'sqs://?deadLetters=dead',
    'sqs://jobs?deadLetters=jobs',
    'sqs://jobs?deadLetters=dead&renderings=jobs',
    'sqs://jobs?deadLetters=dead&renderings=dead',
    'sqs://jobs?deadLetters=dead&renderings=',
    'sqs://jobs?deadLetters=dead&renderings=pictures.fifo',
    'sqs://jobs.fifo?deadLetters=dead',
    'sqs://jobs?deadLetters=dead.fifo',
    'sqs://jobs/1?deadLetters=dead',
    'sqs://jobs?deadLetters=dead&regoin=eu-central-1',
    'sqs://jobs?deadLetters=dead&endpoint=sqs.example.org',
    'sqs:jobs?deadLetters=dead',
    'database:jobs',
  ])
    it(`is refused, with what it may be like: ${url}`, () =>
      assertRefused('VITRINE_QUEUE_URL', url, 'database: or like sqs://QUEUE?deadLetters='));
});
