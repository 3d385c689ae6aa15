import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { sendGatewayAnswer, writeGatewayEvent } from './gateway-event.ts';
import type { LambdaFunction } from './lambda-function.ts';

const webFiles = new URL('../../../../web/dist/client', import.meta.url);
const publicFolder = new URL('../../../../web/public', import.meta.url);
const contentTypes: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Acts as CloudFront and API Gateway: serves the web app's files itself and sends other requests to the function. */
export async function startApiGateway(api: LambdaFunction, port: number): Promise<AsyncDisposable> {
  const files = new Set(await readdir(publicFolder));
  const isFile = (path: string) => /^\/assets\/[\w.-]+$/u.test(path) || files.has(path.slice(1));
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    if (isFile(path)) {
      const file = await readFile(new URL(`${webFiles.href}${path}`)).catch(() => undefined);
      response.writeHead(file ? 200 : 404, { 'content-type': contentTypes[extname(path)] ?? 'text/plain' });
      response.end(file);
      return;
    }
    const event = writeGatewayEvent(request, await buffer(request));
    try {
      sendGatewayAnswer((await api.invoke(event)) as APIGatewayProxyStructuredResultV2, response);
    } catch {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end('{"message":"Internal Server Error"}');
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
