import * as z from 'zod';

export type TableLocation = {
  kind: 'dynamodb';
  table: string;
  region: string | undefined;
  /** Of a server that is not Amazon's. */
  endpoint: string | undefined;
};

const form = /^dynamodb:\/\/(?<table>[\w.-]{3,255})\/?(?:\?(?<query>[^#]*))?$/u;
const parameters = z.strictObject({
  region: z
    .string()
    .regex(/^[\w-]+$/u)
    .optional(),
  endpoint: z
    .string()
    .regex(/^https?:\/\/[^/?#@\s]+\/?$/u)
    .transform((url) => url.replace(/\/$/u, ''))
    .optional(),
});

export function parseTableUrl(text: string): TableLocation | undefined {
  const { table, query = '' } = form.exec(text)?.groups ?? {};
  const result = parameters.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (table === undefined || !result.success) return undefined;
  const { endpoint, region = endpoint && 'us-east-1' } = result.data;
  return { kind: 'dynamodb', table, region, endpoint };
}
