import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { LambdaFunction } from './lambda-function.ts';

/** As the queue is set on AWS: longer than a function runs. */
const visibilityTimeout = 3600;

/** Hands each message of the queue to the function, and takes out of the queue what that does not report as failed. */
export async function feedQueue(
  client: SQSClient,
  name: string,
  worker: LambdaFunction,
): Promise<AsyncDisposable> {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
  const stopping = new AbortController();

  async function invokeWith(messages: readonly Message[]): Promise<void> {
    const event = { Records: messages.map(writeRecord) } satisfies SQSEvent;
    // Where the function fails as a whole, all of them are seen again.
    const answer = (await worker.invoke(event).catch(() => undefined)) as SQSBatchResponse | undefined;
    if (!answer) return;
    const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { MessageId, ReceiptHandle } of messages)
      if (!failed.has(MessageId ?? ''))
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }

  async function feed(): Promise<void> {
    while (!stopping.signal.aborted) {
      const request = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 1,
        VisibilityTimeout: visibilityTimeout,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
      });
      const { Messages = [] } = await client
        .send(request, { abortSignal: stopping.signal })
        .catch(() => ({ Messages: [] as Message[] }));
      if (Messages.length > 0) await invokeWith(Messages);
    }
  }

  const lanes = [feed(), feed()];
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all(lanes);
    },
  };
}

/* https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
export function writeRecord({ MessageId, ReceiptHandle, Body, Attributes, MD5OfBody }: Message): SQSRecord {
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
    eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:jobs',
    awsRegion: 'us-east-1',
  };
}
