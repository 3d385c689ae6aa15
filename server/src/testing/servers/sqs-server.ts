import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { compileFunction } from 'node:vm';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../../ports/clock.ts';
import { createFakeTimers } from './fake-timers.ts';
import { findFreePort } from './free-port.ts';

export type SqsServer = AsyncDisposable & {
  endpoint: string;
  region: string;
  client: SQSClient;
  /** Creates empty queues. A message received `maxReceiveCount` times moves to the dead-letter queue. */
  createQueues(options?: { maxReceiveCount?: number }): Promise<Required<SqsQueues>>;
  /** Returns the `VITRINE_QUEUE_URL` of the queues. */
  urlOf(queues: SqsQueues): string;
  /** The received requests, oldest first. */
  requests: { action: string; body: Record<string, unknown> }[];
};

type SqsQueues = { queue: string; deadLetters: string; renderings?: string };
type Message = { MessageId: string; Attributes?: Record<string, string> };
type StandIn = typeof import('local-aws-sqs');
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const region = 'us-east-1';
/* A second of an empty poll takes this many milliseconds, because these tests do not depend on its length. */
const pollSecond = 50;
const pollInterval = 5;

/**
 * Starts local-aws-sqs on loopback with the given clock, and corrects differences from AWS: a poll returns as soon as
 * there is a message, only receiving counts as receiving, and attributes have their current name.
 */
export async function startSqsServer(clock: Clock = { now: () => Date.now() }): Promise<SqsServer> {
  const timers = createFakeTimers(clock);
  const port = await findFreePort();
  const { service, requestHandler } = loadStandIn(timers).createRequestHandler({
    port,
    hostname: '127.0.0.1',
    region,
    emulateQueueCreationLifecycle: false,
  });
  const receipts = new Map<string, number>();
  const requests: SqsServer['requests'] = [];

  const isAnyVisible = (queueUrl: unknown) => {
    const queue = service.Queues.find(({ QueueUrl }) => QueueUrl === queueUrl);
    const all = 'ApproximateNumberOfMessages';
    const received = 'ApproximateNumberOfMessagesNotVisible';
    const counts = queue?.getAttributes([all, received]) as Record<string, string> | undefined;
    // The stand-in counts all messages that are not delayed as visible.
    return counts === undefined || Number(counts[all]) > Number(counts[received]);
  };

  async function awaitMessages(
    { QueueUrl, WaitTimeSeconds = 0 }: Record<string, unknown>,
    response: ServerResponse,
  ) {
    // A sent message becomes visible when zero-length timers have fired.
    await sleep(pollInterval);
    const deadline = performance.now() + Number(WaitTimeSeconds) * pollSecond;
    while (!isAnyVisible(QueueUrl) && performance.now() < deadline && !response.destroyed) {
      await sleep(pollInterval);
      timers.catchUp();
    }
    return isAnyVisible(QueueUrl) && !response.destroyed;
  }

  function countReceipts(text: string): string {
    const answer = JSON.parse(text || '{}') as { Messages?: Message[] };
    for (const { MessageId, Attributes } of answer.Messages ?? []) {
      const count = (receipts.get(MessageId) ?? 0) + 1;
      receipts.set(MessageId, count);
      if (Attributes) Attributes.ApproximateReceiveCount = String(count);
    }
    return JSON.stringify(answer);
  }

  const handle: Handler = async (request, response) => {
    const text = (await buffer(request)).toString();
    const body = JSON.parse(text || '{}') as Record<string, unknown>;
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    requests.push({ action, body });
    timers.catchUp();
    const pass = (passed: object) => {
      const { headers, method, url } = request;
      const again = Object.assign(Readable.from([Buffer.from(JSON.stringify(passed))]), {
        headers,
        method,
        url,
      });
      return (requestHandler as unknown as Handler)(again as unknown as IncomingMessage, response);
    };
    if (action !== 'ReceiveMessage') return pass(body);
    if (!(await awaitMessages(body, response))) {
      response.setHeader('Content-Type', 'application/x-amz-json-1.0').end('{}');
      return;
    }
    const end = response.end.bind(response);
    response.end = ((answer?: string) => end(countReceipts(answer ?? ''))) as typeof response.end;
    await pass({ ...body, WaitTimeSeconds: 0, AttributeNames: body.MessageSystemAttributeNames });
  };

  const server = createServer((request, response) => void handle(request, response)).listen(
    port,
    '127.0.0.1',
  );
  await once(server, 'listening');
  process.env.AWS_ACCESS_KEY_ID ??= 'test';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'test';
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new SQSClient({ region, endpoint });
  return {
    endpoint,
    region,
    client,
    requests,
    async createQueues({ maxReceiveCount = 100 } = {}) {
      const id = randomUUID();
      const queues = { queue: `jobs-${id}`, renderings: `renderings-${id}`, deadLetters: `dead-${id}` };
      const { queue, renderings, deadLetters } = queues;
      const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: deadLetters }));
      const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
      const deadLetterTargetArn = (await client.send(asked)).Attributes?.QueueArn;
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
      for (const QueueName of [queue, renderings])
        await client.send(new CreateQueueCommand({ QueueName, Attributes: { RedrivePolicy } }));
      return queues;
    },
    urlOf: ({ queue, ...others }) => `sqs://${queue}?${new URLSearchParams({ ...others, region, endpoint })}`,
    async [Symbol.asyncDispose]() {
      client.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Loads the stand-in with our timers instead of the global ones. */
function loadStandIn({ setTimeout, clearTimeout }: ReturnType<typeof createFakeTimers>): StandIn {
  const path = createRequire(import.meta.url).resolve('local-aws-sqs');
  const names = ['module', 'exports', 'require', 'setTimeout', 'clearTimeout'];
  const module: { exports: object } = { exports: {} };
  compileFunction(readFileSync(path, 'utf8'), names)(
    module,
    module.exports,
    createRequire(path),
    setTimeout,
    clearTimeout,
  );
  // The package's types describe its main file.
  return module.exports as StandIn;
}
