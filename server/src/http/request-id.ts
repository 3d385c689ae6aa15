import type { Context, MiddlewareHandler } from 'hono';
import { mediaBase } from '../features/media/rendition-url.ts';
import type { Log } from '../ports/log.ts';
import type { AppEnv } from './environment.ts';
import { identifyRequest } from './environment.ts';
import { routePattern } from './route-pattern.ts';

/* Requests that pages make many times, or that run all the time, would bury the rest of the log. */
const quiet = /^\/(?:assets\/|healthz$|readyz$|metrics$|favicon|apple-touch-icon|manifest)/u;
const isQuiet = (path: string) => quiet.test(path) || path.startsWith(`${mediaBase}/`);

const longestPath = 500;
/* Removes path segments with an e-mail address from the log, also when `@` is encoded. */
const withAddress = /[^/]*(?:@|%40)[^/]*/giu;

/**
 * Gives each request an id, returns it in a header, and logs one line per response. Logged paths contain neither
 * queries, which may hold signatures, nor e-mail addresses.
 */
export function assignRequestId(log: Log): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const identity = c.env?.within ?? identifyRequest((name) => c.req.header(name));
    const began = performance.now();
    c.set('requestId', identity.requestId);
    c.set('log', log);
    await next();
    c.header('X-Request-Id', identity.requestId);
    // Internal requests belong to the request for the page.
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

/* The length of a streamed response is not known yet. */
function describeAnswer(c: Context<AppEnv>) {
  const bytes = c.res.headers.get('content-length');
  const accountId = c.get('account')?.id;
  return { ...(bytes !== null && { bytes: Number(bytes) }), ...(accountId && { accountId }) };
}
