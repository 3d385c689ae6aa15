import * as z from 'zod';
import { awsParameters, regionOf } from './aws-urls.ts';

export type QueueEndpoint =
  | { kind: 'database' }
  | {
      kind: 'sqs';
      queue: string;
      /** The queue for jobs whose last attempt failed. */
      deadLetters: string;
      /** The queue of the pictures that are to be drawn, where they have one of their own. */
      renderings?: string;
      region: string | undefined;
      endpoint: string | undefined;
    };

const example =
  'sqs://QUEUE?deadLetters=QUEUE&renderings=QUEUE&region=eu-central-1&endpoint=https://sqs.example.org';

/* A name that ends in .fifo is none of these: such a queue allows no delays of single messages. */
const name = /^[\w-]{1,80}$/u;
const form = /^sqs:\/\/(?<queue>[^/?#]+)\/?(?:\?(?<query>[^#]*))?$/u;
const parameters = z.strictObject({
  deadLetters: z.string().regex(name),
  renderings: z.string().regex(name).optional(),
  ...awsParameters,
});

export const queueUrl = z.string().transform((text, context): QueueEndpoint => {
  if (text === 'database:') return { kind: 'database' };
  const { queue = '', query = '' } = form.exec(text)?.groups ?? {};
  const result = parameters.safeParse(Object.fromEntries(new URLSearchParams(query)));
  const { deadLetters, renderings } = result.data ?? {};
  const isApart = new Set([queue, deadLetters, renderings ?? 'none of these']).size === 3;
  if (!name.test(queue) || !result.success || !isApart) {
    const message = `must be database: or like ${example}, each a standard queue of its own, none of them FIFO`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  return {
    kind: 'sqs',
    queue,
    deadLetters: result.data.deadLetters,
    ...(renderings !== undefined && { renderings }),
    region: regionOf(result.data),
    endpoint: result.data.endpoint,
  };
});
