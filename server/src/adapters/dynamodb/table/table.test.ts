import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../domain/errors.ts';
import { times } from '../../../ports/conformance/builders.ts';
import { translateError } from './dynamodb-errors.ts';
import { createTable } from './table.ts';
import { isAbsent, put, remove } from './writes.ts';

type Client = Parameters<typeof createTable>[0];
const endpoint = { table: 'vitrine', region: 'eu-central-1' };

/** A client with scripted responses that DynamoDB Local never gives. */
function answering(...answers: unknown[]) {
  const inputs: Record<string, unknown>[] = [];
  const send = async ({ input }: { input: Record<string, unknown> }) => {
    inputs.push(input);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? {};
  };
  return { table: createTable({ send } as unknown as Client, endpoint), inputs };
}

const failure = (name: string, more: object = {}) =>
  Object.assign(new Error(`${name} of the server`), { name, $metadata: { httpStatusCode: 400 } }, more);
const cancelled = (...codes: string[]) =>
  failure('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });

const key = { pk: 'a', sk: 'b' };
const writes = [put(key, isAbsent), remove({ pk: 'c', sk: 'd' })] as const;
const isUnavailable = (error: unknown) => error instanceof AppError && error.code === 'unavailable';

describe('requests to a table', () => {
  it('retries a transaction after a conflict with another one', async () => {
    const { table, inputs } = answering(
      cancelled('TransactionConflict', 'None'),
      cancelled('None', 'ThrottlingError'),
      failure('TransactionInProgressException'),
    );
    assert.equal((await table.transact(writes)).size, 0);
    assert.equal(inputs.length, 4);
    // DynamoDB recognizes a repeated transaction by its token.
    assert.equal(new Set(inputs.map(({ ClientRequestToken }) => ClientRequestToken)).size, 1);
    assert.ok(inputs[0]?.ClientRequestToken);
  });

  it('retries a single write after a conflict with a transaction', async () => {
    const { table, inputs } = answering(failure('TransactionConflictException'));
    assert.equal(await table.write(writes[0]), true);
    assert.equal(inputs.length, 2);
  });

  it('returns the writes whose conditions failed, even if others conflicted', async () => {
    const { table } = answering(cancelled('ConditionalCheckFailed', 'TransactionConflict'));
    assert.deepEqual([...(await table.transact(writes))], [writes[0]]);
  });

  it('returns false if the condition of a single write fails', async () => {
    const { table } = answering(failure('ConditionalCheckFailedException'));
    assert.equal(await table.write(writes[0]), false);
  });

  it('stops retrying after a bounded time', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    let now = 0;
    test.mock.method(performance, 'now', () => (now += 1000));
    const { table } = answering(...times(50, () => cancelled('TransactionConflict', 'None')));
    const transacting = assert.rejects(table.transact(writes), isUnavailable);
    for (const _ of times(30, () => 0)) {
      await new Promise((resolve) => setImmediate(resolve));
      test.mock.timers.tick(1000);
    }
    await transacting;
  });

  it('requests the unprocessed keys of a batch again', async () => {
    const rest = { pk: 'c', sk: 'd' };
    const { table, inputs } = answering(
      { Responses: { vitrine: [key] }, UnprocessedKeys: { vitrine: { Keys: [rest] } } },
      { Responses: { vitrine: [rest] } },
    );
    assert.deepEqual(await table.getMany([key, rest, key]), [key, rest]);
    assert.equal(inputs.length, 2);
  });

  it('continues a query after a short page', async () => {
    const { table, inputs } = answering({ Items: [key], LastEvaluatedKey: key }, { Items: [key] });
    assert.equal((await table.listItems('a')).length, 2);
    assert.deepEqual(inputs[1]?.ExclusiveStartKey, key);
  });

  it('reads consistently, and at most a hundred keys in a batch', async () => {
    const { table, inputs } = answering();
    await table.get(key);
    await table.getMany(times(150, (index) => ({ pk: `${index}`, sk: 'x' })));
    assert.equal(inputs[0]?.ConsistentRead, true);
    assert.equal(inputs.length, 3);
  });
});

describe('errors of DynamoDB', () => {
  const translate = (error: unknown) => {
    const { code, cause, retryAfter } = translateError(error, endpoint);
    return { code, retryAfter, remedy: cause instanceof Error ? cause.message : '' };
  };

  it('mean unavailable, with a remedy that names the setting', () => {
    const sentences: Record<string, RegExp> = {
      ResourceNotFoundException: /table vitrine.*does not exist.*vitrine migrate/u,
      ProvisionedThroughputExceededException: /throttles/u,
      ThrottlingException: /throttles/u,
      RequestLimitExceeded: /throttles/u,
      InvalidSignatureException: /clock/u,
      CredentialsProviderError: /credentials/u,
      UnrecognizedClientException: /credentials/u,
      ExpiredTokenException: /credentials/u,
      AccessDeniedException: /refused/u,
    };
    for (const [name, sentence] of Object.entries(sentences)) {
      const { code, remedy, retryAfter } = translate(failure(name));
      assert.equal(code, 'unavailable', name);
      assert.ok(retryAfter);
      assert.match(remedy, sentence);
      assert.match(remedy, /VITRINE_DATABASE_URL/u);
    }
    const refused = translate(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
    assert.match(refused.remedy, /cannot be reached.*VITRINE_DATABASE_URL/u);
    assert.match(translate(new Error('Region is missing')).remedy, /no region/u);
    const broken = translate(failure('InternalServerError', { $metadata: { httpStatusCode: 500 } }));
    assert.equal(broken.code, 'unavailable');
  });

  it('do not mean unavailable if our request is at fault', () => {
    assert.equal(translate(failure('ValidationException')).code, 'internal');
    assert.equal(translate(new TypeError('undefined is not a function')).code, 'internal');
  });

  it('keep errors that the application threw itself', () => {
    const error = new AppError('conflict', 'no');
    assert.equal(translateError(error, endpoint), error);
  });
});
