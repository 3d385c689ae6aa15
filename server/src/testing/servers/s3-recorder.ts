import { createServer, request as requestOf } from 'node:http';
import type { AddressInfo } from 'node:net';

export type S3Recorder = AsyncDisposable & {
  /** Where the store is asked instead of at its own address. */
  endpoint: string;
  /** What it was asked under keys of the server's own, in order; what others send to pre-signed addresses is not among it. */
  made: string[];
};

/** Hands every request on as it is: signatures hold the name of this server, and the other does not mind. */
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

/** What a request is about: `create`, `complete` and `abort` uploads in parts, list open `uploads` and `parts` of one. */
export function nameOfS3Call(method: string, query: URLSearchParams): string {
  if (query.has('uploads')) return method === 'POST' ? 'create' : 'uploads';
  if (query.has('uploadId')) return { GET: 'parts', POST: 'complete', DELETE: 'abort' }[method] ?? method;
  return method.toLowerCase();
}
