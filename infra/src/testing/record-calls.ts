// Loaded into a process before anything else (`node --import`): writes down every call of an AWS SDK, a line each, into
// a file by the function's name, or `server`, in the folder VITRINE_TEST_CALLS. Adapters know nothing of it.
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import type { ClientRequest } from 'node:http';
import { basename, join } from 'node:path';

export type RecordedCall = {
  method: string;
  /** With its query. */
  path: string;
  /** As the signature names it: `s3`, `sqs` … */
  service: string;
  /** Of services that name the operation in a header, such as `AmazonSQS.SendMessage`. */
  target: string;
  /** What of the body is JSON. */
  body: string;
};

const { VITRINE_TEST_CALLS: directory, LAMBDA_TASK_ROOT: bundle = '' } = process.env;
const file = directory && join(directory, `${basename(bundle) || 'server'}.jsonl`);

subscribe('http.client.request.created', (message) => {
  const { request } = message as { request: ClientRequest };
  const authorization = String(request.getHeader('authorization') ?? '');
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//u.exec(authorization)?.[1];
  // What is not signed takes no permission.
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
