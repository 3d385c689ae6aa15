import type { Context, MiddlewareHandler } from 'hono';
import { mediaBase } from '../features/media/rendition-url.ts';
import type { Log } from '../ports/log.ts';
import type { AppEnv } from './environment.ts';
import { identifyRequest } from './request-identity.ts';
import { routePattern } from './route-pattern.ts';

/* What is asked for many times for each page, or all the time: it would bury the rest. */
const quiet = /^\/(?:assets\/|healthz$|readyz$|metrics$|favicon|apple-touch-icon|manifest)/u;
const isQuiet = (path: string) => quiet.test(path) || path.startsWith(`${mediaBase}/`);

const longestPath = 500;
/* Whoever asks for a path with an e-mail address in it has it not logged: `@`, also encoded. */
const withAddress = /[^/]*(?:@|%40)[^/]*/giu;

/**
 * Gives each request an id, which its answer carries and its log lines share, and logs one line when it is answered.
 * Paths are logged without their query, which may hold signatures, and without addresses of people.
 */
export function assignRequestId(log: Log): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const identity = c.env?.within ?? identifyRequest((name) => c.req.header(name));
    const began = performance.now();
    c.set('requestId', identity.requestId);
    c.set('log', log);
    await next();
    c.header('X-Request-Id', identity.requestId);
    // Requests that a page is drawn from are part of the request for the page.
    if (c.env?.within) return;
    log[isQuiet(c.req.path) ? 'debug' : 'info'](
      {
        ...identity,
        method: c.req.method,
        route: routePattern(c) ?? null,
        path: c.req.path.slice(0, longestPath).replace(withAddress, '…'),
        status: c.res.status,
        milliseconds: Math.round(performance.now() - began),
        ...describeAnswer(c),
      },
      'request answered',
    );
  };
}

/* How long an answer is that is still being written, nobody knows yet. */
function describeAnswer(c: Context<AppEnv>) {
  const bytes = c.res.headers.get('content-length');
  const accountId = c.get('account')?.id;
  return { ...(bytes !== null && { bytes: Number(bytes) }), ...(accountId && { accountId }) };
}
