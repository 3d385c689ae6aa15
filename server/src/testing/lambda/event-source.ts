import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { LambdaFunction } from './lambda-function.ts';

/** The setting of the queue on AWS: longer than a function runs. */
const visibilityTimeout = 3600;

export type EventSource = AsyncDisposable & {
  /** Starts delivering jobs to the worker. */
  start(): void;
  /** Sends a foreign message to the queue of short jobs. */
  send(message: object): Promise<void>;
  /** Delivers one message and returns the worker's report. */
  next(queue?: 'jobs' | 'renderings'): Promise<SQSBatchResponse | undefined>;
  /** Delivers all due jobs and those that they enqueue. */
  drain(): Promise<void>;
};

/**
 * Acts as Lambda's event source mapping: invokes the function with each message and deletes those that it does not
 * report as failed.
 */
export function startEventSource(
  { VITRINE_QUEUE_URL = '' }: Readonly<Record<string, string>>,
  worker: LambdaFunction,
): EventSource {
  const { hostname: jobs, searchParams } = new URL(VITRINE_QUEUE_URL.replace('sqs:', 'http:'));
  const renderings = searchParams.get('renderings');
  const queues = renderings === null ? [jobs] : [jobs, renderings];
  const options = { region: searchParams.get('region') ?? '', endpoint: searchParams.get('endpoint') ?? '' };
  const client = new SQSClient(options);
  const stopping = new AbortController();
  const lanes: Promise<void>[] = [];

  async function invokeWith(
    { QueueName, QueueUrl }: { QueueName: string; QueueUrl: string | undefined },
    messages: readonly Message[],
  ): Promise<SQSBatchResponse | undefined> {
    const event = { Records: messages.map((message) => writeRecord(message, QueueName)) } satisfies SQSEvent;
    // If the function throws, all messages become visible again.
    const answer = (await worker.invoke(event).catch(() => undefined)) as SQSBatchResponse | undefined;
    if (!answer) return undefined;
    const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { MessageId, ReceiptHandle } of messages)
      if (!failed.has(MessageId ?? ''))
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return answer;
  }

  async function feedOnce(QueueName: string, WaitTimeSeconds: number) {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
    const request = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 1,
      VisibilityTimeout: visibilityTimeout,
      WaitTimeSeconds,
      MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
    });
    const { Messages = [] } = await client.send(request, { abortSignal: stopping.signal });
    const answer = Messages.length > 0 ? await invokeWith({ QueueName, QueueUrl }, Messages) : undefined;
    return { wasThere: Messages.length > 0, answer };
  }

  async function feedAlways(QueueName: string): Promise<void> {
    while (!stopping.signal.aborted) await feedOnce(QueueName, 1).catch(() => undefined);
  }

  return {
    start() {
      lanes.push(...[...queues, ...queues].map(feedAlways));
    },
    async drain() {
      for (let wasAnyThere = true; wasAnyThere; ) {
        wasAnyThere = false;
        for (const queue of queues) while ((await feedOnce(queue, 0)).wasThere) wasAnyThere = true;
      }
    },
    async send(message) {
      const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: jobs }));
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
    },
    next: async (queue: 'jobs' | 'renderings' = 'jobs') =>
      (await feedOnce((queue === 'renderings' && renderings) || jobs, 1)).answer,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all(lanes);
      client.destroy();
    },
  };
}

/* https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
function writeRecord(
  { MessageId, ReceiptHandle, Body, Attributes, MD5OfBody }: Message,
  queue: string,
): SQSRecord {
  return {
    messageId: MessageId ?? '',
    receiptHandle: ReceiptHandle ?? '',
    body: Body ?? '',
    attributes: {
      ApproximateReceiveCount: Attributes?.ApproximateReceiveCount ?? '1',
      SentTimestamp: Attributes?.SentTimestamp ?? '0',
      SenderId: '123456789012',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:123456789012:${queue}`,
    awsRegion: 'us-east-1',
  };
}
