import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { App } from '../http/environment.ts';
import type { RenditionMemory } from '../http/rendition-memory.ts';

/** The app as a server of Node. With `renditions`, those that everybody asks for just now are answered before it. */
export function createNodeServer(
  app: App,
  renditions: RenditionMemory | undefined,
  options: ServerOptions = {},
): Server {
  const answerByApp = getRequestListener(app.fetch);
  return createServer(options, (request, response) => {
    if (!renditions || !answerFromMemory(renditions, request, response)) void answerByApp(request, response);
  });
}

/* A page of photos is a hundred of these and little else; through the app each would cost four times as much. */
function answerFromMemory(
  renditions: RenditionMemory,
  { method, url = '', headers }: IncomingMessage,
  response: ServerResponse,
): boolean {
  const ready = method === 'GET' ? renditions.find(url) : undefined;
  if (!ready || 'if-none-match' in headers) return false;
  response.writeHead(200, [...ready.headers, 'x-request-id', randomUUID()]);
  response.end(ready.bytes);
  return true;
}
