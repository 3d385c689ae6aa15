import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { seconds } from '../domain/time.ts';
import type { App } from '../http/environment.ts';
import type { RenditionCache } from '../http/media-cache.ts';

/**
 * The time after which an idle connection is closed. Proxies reuse theirs for a minute. If the server closed one first,
 * a request on its way would fail with a 502.
 */
export const idleTime = seconds(75);

/* More than a gallery has visitors at once, and fewer than the descriptors that systems allow a process. */
const mostIdleConnections = 500;

export type NodeServerOptions = ServerOptions & {
  /** Path prefixes whose request bodies may take as long as the whole request. */
  longBodies?: readonly string[];
  /** The time limit of other request bodies, in milliseconds. */
  bodyPatience?: number;
  /** Gets each request before the app, and hands on those that it does not answer. */
  handleFirst?: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  /** The most idle connections. */
  mostIdle?: number;
};

/** The app as a server of Node. With `renditions`, those that everybody asks for just now are answered before it. */
export function createNodeServer(
  app: App,
  renditions: RenditionCache | undefined,
  {
    longBodies = [],
    bodyPatience = seconds(60),
    handleFirst = (_request, _response, next) => next(),
    mostIdle = mostIdleConnections,
    ...options
  }: NodeServerOptions = {},
): Server {
  const answerByApp = getRequestListener(app.fetch);
  const server = createServer(options, (request, response) => {
    if (!longBodies.some((path) => request.url?.startsWith(path))) endOverdue(request, bodyPatience);
    handleFirst(request, response, () => {
      if (!renditions || !hasOneHost(request) || !answerFromMemory(renditions, request, response))
        void answerByApp(request, response);
    });
  });
  boundIdleConnections(server, mostIdle);
  // Node asks the system for it once and keeps it; of a connection that was reset the system knows none.
  server.on('connection', (socket) => void socket.remoteAddress);
  return server;
}

/* The app refuses any other. */
const hasOneHost = ({ headersDistinct }: IncomingMessage) => headersDistinct.host?.length === 1;

/* Ends requests with a slow body. Incomplete bodies are buffered, so many slow clients would fill the memory. */
function endOverdue(request: IncomingMessage, patience: number): void {
  if (!('content-length' in request.headers) && !('transfer-encoding' in request.headers)) return;
  const overdue = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, patience);
  request.once('close', () => clearTimeout(overdue));
}

/* A page of photos is a hundred of these and little else; through the app each would cost four times as much. */
function answerFromMemory(
  renditions: RenditionCache,
  { method, url = '', headers }: IncomingMessage,
  response: ServerResponse,
): boolean {
  const ready = method === 'GET' ? renditions.find(url) : undefined;
  if (!ready || 'if-none-match' in headers || 'origin' in headers) return false;
  response.writeHead(200, [...ready.headers, 'x-request-id', randomUUID()]);
  response.end(ready.bytes);
  return true;
}

/**
 * Limits idle connections, including those that have sent nothing yet, and ends the one that was idle for longest.
 * Otherwise strangers could use up the file descriptors of the process.
 */
function boundIdleConnections(server: Server, most: number): void {
  // A set keeps the order of insertion: the first is the longest idle.
  const idle = new Set<Socket>();
  const add = (socket: Socket) => {
    if (socket.destroyed) return;
    idle.add(socket);
    const [longest] = idle;
    if (idle.size > most && longest) {
      idle.delete(longest);
      longest.destroy();
    }
  };
  server.on('connection', (socket) => {
    socket.once('close', () => idle.delete(socket));
    add(socket);
  });
  server.prependListener('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => add(socket));
  });
}
