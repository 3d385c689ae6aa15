import type { MiddlewareHandler } from 'hono';
import { addTo } from './compress-answers.ts';
import type { Environment } from './environment.ts';

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE';
/* Beyond those that browsers show of any answer. */
const exposed = [
  ...[
    'ETag',
    'Link',
    'Location',
    'Retry-After',
    'RateLimit',
    'RateLimit-Policy',
    'WWW-Authenticate',
    'Allow',
  ],
  ...['X-Request-Id', 'Content-Disposition'],
].join(', ');
const headerNames = /^[\w-]+(?:\s*,\s*[\w-]+)*$/u;
/* How long browsers may go by a preflight. */
const maxAge = 600;

/**
 * Lets scripts of these origins use the API with a bearer token (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol).
 * Never with cookies: `Access-Control-Allow-Credentials` is not sent, and changes without a token stay refused.
 */
export function shareWithOrigins(origins: readonly string[]): MiddlewareHandler<Environment> {
  const allowed = new Set(origins);
  return async (c, next) => {
    const origin = c.req.header('origin');
    const isAllowed = origin !== undefined && allowed.has(origin);
    if (isAllowed && c.req.method === 'OPTIONS' && c.req.header('access-control-request-method')) {
      const asked = c.req.header('access-control-request-headers') ?? '';
      return c.body(null, 204, {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Methods': methods,
        ...(headerNames.test(asked) && { 'Access-Control-Allow-Headers': asked }),
        'Access-Control-Max-Age': String(maxAge),
        Vary: 'Origin, Access-Control-Request-Headers',
      });
    }
    await next();
    // Also for others: what a cache keeps for one origin is not for another.
    c.header('Vary', addTo(c.res.headers.get('vary'), 'Origin'));
    if (!isAllowed) return;
    c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Expose-Headers', exposed);
  };
}
