import * as z from 'zod';
import { awsParameters, regionOf } from './aws-parameters.ts';

export type TableLocation = {
  kind: 'dynamodb';
  table: string;
  region: string | undefined;
  /** Of a server that is not Amazon's. */
  endpoint: string | undefined;
};

const form = /^dynamodb:\/\/(?<table>[\w.-]{3,255})\/?(?:\?(?<query>[^#]*))?$/u;
const parameters = z.strictObject({
  ...awsParameters,
});

export function parseTableUrl(text: string): TableLocation | undefined {
  const { table, query = '' } = form.exec(text)?.groups ?? {};
  const result = parameters.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (table === undefined || !result.success) return undefined;
  return { kind: 'dynamodb', table, region: regionOf(result.data), endpoint: result.data.endpoint };
}
