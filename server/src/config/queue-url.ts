import * as z from 'zod';
import { awsParameters, regionOf } from './aws-parameters.ts';

export type QueueLocation =
  | { kind: 'database' }
  | {
      kind: 'sqs';
      queue: string;
      /** The queue for jobs whose last attempt failed. */
      deadLetters: string;
      region: string | undefined;
      endpoint: string | undefined;
    };

const example = 'sqs://QUEUE?deadLetters=QUEUE&region=eu-central-1&endpoint=https://sqs.example.org';

/* A name that ends in .fifo is none of these: such a queue allows no delays of single messages. */
const name = /^[\w-]{1,80}$/u;
const form = /^sqs:\/\/(?<queue>[^/?#]+)\/?(?:\?(?<query>[^#]*))?$/u;
const parameters = z.strictObject({
  deadLetters: z.string().regex(name),
  ...awsParameters,
});

export const queueUrl = z.string().transform((text, context): QueueLocation => {
  if (text === 'database:') return { kind: 'database' };
  const { queue = '', query = '' } = form.exec(text)?.groups ?? {};
  const result = parameters.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (!name.test(queue) || !result.success || result.data.deadLetters === queue) {
    const message = `must be database: or like ${example}, of two standard queues, none of them FIFO`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  const { deadLetters, endpoint } = result.data;
  return { kind: 'sqs', queue, deadLetters, region: regionOf(result.data), endpoint };
});
