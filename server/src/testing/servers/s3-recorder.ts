import { createServer, request as requestOf } from 'node:http';
import type { AddressInfo } from 'node:net';

export type S3Recorder = AsyncDisposable & {
  /** The endpoint to use instead of the store's own. */
  endpoint: string;
  /** The requests that our server signed, in order, without requests to presigned URLs. */
  made: string[];
};

/**
 * Starts a proxy that forwards requests unchanged. Signatures contain the proxy's host name, which the store accepts.
 */
export async function recordS3Calls(endpoint: string): Promise<S3Recorder> {
  const { hostname, port } = new URL(endpoint);
  const made: string[] = [];
  const proxy = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    const { searchParams: query } = new URL(path, endpoint);
    if (!query.has('X-Amz-Signature')) made.push(nameOfS3Call(method, query));
    request.pipe(
      requestOf({ hostname, port, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    made,
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

/** Names a request: `create`, `complete` or `abort` of a multipart upload, or a list of `uploads` or `parts`. */
export function nameOfS3Call(method: string, query: URLSearchParams): string {
  if (query.has('uploads')) return method === 'POST' ? 'create' : 'uploads';
  if (query.has('uploadId')) return { GET: 'parts', POST: 'complete', DELETE: 'abort' }[method] ?? method;
  return method.toLowerCase();
}
