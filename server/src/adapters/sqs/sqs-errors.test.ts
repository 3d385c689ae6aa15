import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { AppError } from '../../domain/errors.ts';
import { newId } from '../../ports/conformance/builders.ts';
import { findFreePort } from '../../testing/servers/free-port.ts';
import { startSqsServer } from '../../testing/servers/sqs-server.ts';
import { createSqsJobQueue } from './sqs-job-queue.ts';

process.env.AWS_ACCESS_KEY_ID ??= 'test';
process.env.AWS_SECRET_ACCESS_KEY ??= 'test';

const open = (endpoint: string, queue = 'jobs') =>
  createSqsJobQueue({
    queue,
    deadLetters: 'dead',
    endpoint,
    region: 'us-east-1',
    clock: { now: () => Date.now() },
    secrets: { createId: newId },
  });

/** Serves queue URLs and answers every other request with an SQS error. */
async function startRefusing(code: string, status = 400) {
  const server = createServer((request, response) => {
    request.resume();
    const isLookUp = request.headers['x-amz-target'] === 'AmazonSQS.GetQueueUrl';
    if (isLookUp) return response.end(JSON.stringify({ QueueUrl: 'http://127.0.0.1/1/jobs' }));
    response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message: 'xyzzy' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const isUnavailable = (cause: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AppError);
  assert.equal(error.code, 'unavailable');
  assert.equal(error.retryAfter, 10);
  assert.doesNotMatch(error.message, /SQS|AWS|queue jobs/u);
  assert.ok(error.cause instanceof Error);
  assert.match(error.cause.message, cause);
  return true;
};

describe('a queue in SQS that fails', () => {
  it('is named while it is missing and found once it exists', async () => {
    await using server = await startSqsServer();
    using jobs = open(server.endpoint, 'nowhere');
    await assert.rejects(
      jobs.enqueue({ name: 'paint', payload: {} }),
      isUnavailable(/^there is no queue nowhere .*VITRINE_QUEUE_URL/u),
    );
    await assert.rejects(jobs.check(), isUnavailable(/there is no queue/u));
    for (const QueueName of ['nowhere', 'dead'])
      await server.client.send(new CreateQueueCommand({ QueueName }));
    await jobs.enqueue({ name: 'paint', payload: {} });
    await jobs.check();
  });

  for (const [code, remedy, status] of [
    ['UnrecognizedClientException', /AWS credentials are missing, wrong or expired/u],
    ['InvalidClientTokenId', /AWS credentials are missing, wrong or expired/u, 403],
    ['AccessDeniedException', /access to queue jobs is refused: allow sqs:.*VITRINE_QUEUE_URL/u],
    ['KmsAccessDenied', /KMS key refuses/u],
    ['RequestThrottled', /asks for fewer requests/u],
    ['SomethingNew', /queue jobs could not be used: check VITRINE_QUEUE_URL \(SomethingNew 400/u],
  ] as const)
    it(`is unavailable and reports a remedy: ${code}`, async () => {
      using server = await startRefusing(code, status);
      using jobs = open(server.endpoint);
      await assert.rejects(jobs.enqueue({ name: 'paint', payload: {} }), isUnavailable(remedy));
    });

  for (const code of [
    'MessageNotInflight',
    'ReceiptHandleIsInvalid',
    'InvalidParameterValue',
    'InvalidParameterValueException',
  ])
    it(`detects a receipt that is no longer valid: ${code}`, async () => {
      using server = await startRefusing(code);
      using jobs = open(server.endpoint);
      const attributes = { ApproximateReceiveCount: '1' };
      const record = { messageId: 'm', receiptHandle: 'r', body: '{"id":"1","name":"paint"}', attributes };
      assert.equal(await jobs.adopt(record, 30_000), undefined);
    });

  it('is unavailable while SQS is unreachable', async () => {
    using jobs = open(`http://127.0.0.1:${await findFreePort()}`);
    await assert.rejects(
      jobs.receive({ limit: 1, lease: 30_000, waitFor: 0 }),
      isUnavailable(/cannot be reached: .*VITRINE_QUEUE_URL/u),
    );
  });
});
