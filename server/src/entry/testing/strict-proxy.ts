import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type StrictProxy = AsyncDisposable & {
  url: string;
  /** Answers everything itself from now on. */
  answerWith(answer: { status: number; headers?: Record<string, string>; body?: string } | undefined): void;
};

/** A proxy in front of a server that takes no larger body and answers as nginx does; it adds `X-Forwarded-For`. */
export async function startStrictProxy(
  target: string,
  {
    largestBody = Number.POSITIVE_INFINITY,
    policy,
  }: { largestBody?: number /** A Content-Security-Policy of its own. */; policy?: string } = {},
): Promise<StrictProxy> {
  const page = (title: string) => `<html>\r\n<head><title>${title}</title></head>\r\n<body></body></html>`;
  const html = { server: 'nginx/1.26.0', 'content-type': 'text/html' };
  let fixed: { status: number; headers?: Record<string, string>; body?: string } | undefined;
  const server = createServer((incoming, outgoing) => {
    const answer = (status: number, headers: Record<string, string>, body: string) => {
      incoming.resume();
      outgoing.writeHead(status, { ...html, ...headers }).end(body);
    };
    if (fixed) return answer(fixed.status, fixed.headers ?? {}, fixed.body ?? page(String(fixed.status)));
    if (Number(incoming.headers['content-length'] ?? 0) > largestBody)
      return answer(413, {}, page('413 Request Entity Too Large'));
    const passed = request(new URL(incoming.url ?? '/', target), {
      method: incoming.method,
      headers: {
        ...incoming.headers,
        'x-forwarded-for': '203.0.113.7',
      },
    });
    passed.on('response', (response) => {
      outgoing.writeHead(response.statusCode ?? 500, {
        ...response.headers,
        ...(policy && { 'content-security-policy': policy }),
      });
      response.pipe(outgoing);
    });
    passed.on('error', () => answer(502, {}, page('502 Bad Gateway')));
    incoming.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith(answer) {
      fixed = answer;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
