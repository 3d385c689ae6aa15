// Records every call of the AWS SDK, one line each, to a file in the folder VITRINE_TEST_CALLS. The file is named after
// the function, or `server`. Load this module with `node --import`.
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import type { ClientRequest } from 'node:http';
import { basename, join } from 'node:path';

export type RecordedCall = {
  method: string;
  /** Includes the query. */
  path: string;
  /** The service name in the signature: `s3`, `sqs` … */
  service: string;
  /** The operation header, such as `AmazonSQS.SendMessage`, for services that send one. */
  target: string;
  /** The JSON body; empty for S3. */
  body: string;
};

const { VITRINE_TEST_CALLS: directory, LAMBDA_TASK_ROOT: bundle = '' } = process.env;
const file = directory && join(directory, `${basename(bundle) || 'server'}.jsonl`);

subscribe('http.client.request.created', (message) => {
  const { request } = message as { request: ClientRequest };
  const authorization = String(request.getHeader('authorization') ?? '');
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//u.exec(authorization)?.[1];
  // Unsigned requests need no permission.
  if (!file || !service) return;
  const target = String(request.getHeader('x-amz-target') ?? '');
  let body = '';
  const read = (chunk: unknown) => {
    if (service !== 's3' && (typeof chunk === 'string' || chunk instanceof Uint8Array))
      body += Buffer.from(chunk as Uint8Array).toString('utf8');
  };
  const { write, end } = request;
  request.write = ((...args: Parameters<typeof write>) => {
    read(args[0]);
    return write.apply(request, args);
  }) as typeof write;
  request.end = ((...args: Parameters<typeof end>) => {
    read(args[0]);
    const call: RecordedCall = { method: request.method, path: request.path, service, target, body };
    appendFileSync(file, `${JSON.stringify(call)}\n`);
    return end.apply(request, args);
  }) as typeof end;
});
