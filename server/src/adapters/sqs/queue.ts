import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { hours, minutes, seconds, type Timestamp } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import { isLostReceipt, translateErrors } from './sqs-errors.ts';

/** Maximum delay of a new message. */
export const maxDelay = minutes(15);
const maxHold = hours(12);

const wholeSeconds = (milliseconds: number, longest: number) =>
  Math.ceil(Math.min(Math.max(milliseconds, 0), longest) / seconds(1));

type ReceiveRequest = {
  limit: number;
  /** Milliseconds for which other receivers do not see the messages. */
  hold: number;
  /** Maximum wait in milliseconds; less than a second means no wait. */
  waitFor: number;
  signal?: AbortSignal | undefined;
};

export type Queue = {
  send(body: string, options?: { delay?: number; group?: string | undefined }): Promise<void>;
  receive(request: ReceiveRequest): Promise<Message[]>;
  /** Returns false if the receipt is no longer valid. */
  hold(receipt: string, milliseconds: number): Promise<boolean>;
  remove(receipt: string): Promise<void>;
  check(): Promise<void>;
};

/** Opens a queue by name. Looks up its URL on first use. */
export function openQueue(client: SQSClient, name: string): Queue {
  let queueUrl: Promise<string> | undefined;
  const findUrl = async () => {
    const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    return QueueUrl;
  };
  const use = <Result>(work: (QueueUrl: string) => Promise<Result>) =>
    translateErrors(name, async () => {
      queueUrl ??= findUrl();
      const found = queueUrl;
      const url = await found.catch((error: unknown) => {
        // Look the URL up again next time: the queue may exist by then.
        if (queueUrl === found) queueUrl = undefined;
        throw error;
      });
      return work(url);
    });

  /** Runs the work. Returns false if the receipt is no longer valid. */
  const withReceipt = async (work: (QueueUrl: string) => Promise<unknown>) =>
    use(async (QueueUrl) => {
      try {
        await work(QueueUrl);
        return true;
      } catch (error) {
        if (isLostReceipt(error)) return false;
        throw error;
      }
    });

  return {
    async send(MessageBody, { delay = 0, group: MessageGroupId } = {}) {
      const DelaySeconds = wholeSeconds(delay, maxDelay);
      await use((QueueUrl) =>
        client.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds, MessageGroupId })),
      );
    },

    receive: ({ limit, hold, waitFor, signal }) =>
      use(async (QueueUrl) => {
        const request = new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(limit, 10),
          VisibilityTimeout: wholeSeconds(hold, maxHold),
          WaitTimeSeconds: Math.floor(Math.min(waitFor, maxPoll) / seconds(1)),
          MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
        });
        const { Messages = [] } = await client.send(request, signal ? { abortSignal: signal } : {});
        return Messages;
      }),

    hold: (ReceiptHandle, milliseconds) =>
      withReceipt((QueueUrl) => {
        const VisibilityTimeout = wholeSeconds(milliseconds, maxHold);
        const request = { QueueUrl, ReceiptHandle, VisibilityTimeout };
        return client.send(new ChangeMessageVisibilityCommand(request));
      }),

    async remove(ReceiptHandle) {
      await withReceipt((QueueUrl) => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })));
    },

    async check() {
      const AttributeNames = ['QueueArn' as const];
      await use((QueueUrl) => client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames })));
    },
  };
}

export type SqsEndpoint = {
  /** Defaults to the SDK's own setting (`AWS_REGION`, profile). */
  region?: string | undefined;
  /** Endpoint of a service other than Amazon's. */
  endpoint?: string | undefined;
};

/** Maximum long-poll time of SQS. */
const maxPoll = seconds(20);

/**
 * Creates a client with credentials from the SDK's default chain: environment, profile, web identity, container,
 * instance.
 */
export const createSqsClient = ({ region, endpoint }: SqsEndpoint) =>
  new SQSClient({
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    // The queue's URL belongs to the endpoint that returned it and may not be reachable behind a proxy.
    useQueueUrlAsEndpoint: false,
    requestHandler: {
      connectionTimeout: seconds(5),
      socketTimeout: maxPoll + seconds(10),
      // Allows one poll or extension for each job of the process.
      httpsAgent: { maxSockets: 200 },
      httpAgent: { maxSockets: 200 },
    },
  });

/**
 * Tracks which messages this process holds, and until when. SQS may accept an expired or replaced receipt, so receipts
 * that are no longer held are not sent.
 */
export function createLeases(clock: Clock) {
  const ends = new Map<string, Timestamp>();
  const isHeld = (receipt: string) => (ends.get(receipt) ?? 0) > clock.now();
  return {
    isHeld,

    begin(receipt: string, until: Timestamp) {
      ends.set(receipt, until);
    },

    /** Returns false if the lease ended meanwhile. */
    extend(receipt: string, until: Timestamp): boolean {
      if (!ends.has(receipt)) return false;
      ends.set(receipt, until);
      return true;
    },

    /** Returns true if the lease was held until now. */
    end(receipt: string): boolean {
      const wasHeld = isHeld(receipt);
      ends.delete(receipt);
      return wasHeld;
    },
  };
}
