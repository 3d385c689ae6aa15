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

/** The longest that a new message can be held back. */
export const maxDelay = minutes(15);
const maxHold = hours(12);

const wholeSeconds = (milliseconds: number, longest: number) =>
  Math.ceil(Math.min(Math.max(milliseconds, 0), longest) / seconds(1));

type ReceiveRequest = {
  limit: number;
  /** For how many milliseconds nobody else receives what is received. */
  hold: number;
  /** At most; a wait of less than a second is none. */
  waitFor: number;
  signal?: AbortSignal | undefined;
};

export type Queue = {
  send(body: string, options?: { delay?: number; group?: string | undefined }): Promise<void>;
  receive(request: ReceiveRequest): Promise<Message[]>;
  /** False where the receipt no longer holds. */
  hold(receipt: string, milliseconds: number): Promise<boolean>;
  remove(receipt: string): Promise<void>;
  check(): Promise<void>;
};

/** A queue by its name. Its address is asked for when it is first used. */
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
        // Asked for again the next time: the queue may be there by then.
        if (queueUrl === found) queueUrl = undefined;
        throw error;
      });
      return work(url);
    });

  /** Does it, or answers false where the receipt no longer holds. */
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
  /** The SDK's own setting (`AWS_REGION`, profile) where absent. */
  region?: string | undefined;
  /** Of a service that is not Amazon's. */
  endpoint?: string | undefined;
};

/** The longest that SQS holds an answer back until there is something to tell. */
const maxPoll = seconds(20);

/** A client whose keys come from the SDK's default chain: environment, profile, web identity, container, instance. */
export const createSqsClient = ({ region, endpoint }: SqsEndpoint) =>
  new SQSClient({
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    // A queue's address belongs to the endpoint that it was asked of, and is none where that lies behind a proxy.
    useQueueUrlAsEndpoint: false,
    requestHandler: {
      connectionTimeout: seconds(5),
      socketTimeout: maxPoll + seconds(10),
      // As many jobs as one process works on, each with a poll or an extension under way.
      httpsAgent: { maxSockets: 200 },
      httpAgent: { maxSockets: 200 },
    },
  });

/**
 * Until when this process holds which messages. SQS may believe a receipt whose time is over, or that was replaced by
 * another: what is not held any longer is not told to it.
 */
export function createLeases(clock: Clock) {
  const ends = new Map<string, Timestamp>();
  const isHeld = (receipt: string) => (ends.get(receipt) ?? 0) > clock.now();
  return {
    isHeld,

    begin(receipt: string, until: Timestamp) {
      ends.set(receipt, until);
    },

    /** False where it came to its end meanwhile. */
    extend(receipt: string, until: Timestamp): boolean {
      if (!ends.has(receipt)) return false;
      ends.set(receipt, until);
      return true;
    },

    /** Whether it was held until now. */
    end(receipt: string): boolean {
      const wasHeld = isHeld(receipt);
      ends.delete(receipt);
      return wasHeld;
    },
  };
}
