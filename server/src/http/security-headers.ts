import type { Context, MiddlewareHandler } from 'hono';
import { addListValue } from './compression.ts';
import type { AppEnv } from './environment.ts';
import { isLoopback } from './host-allowlist.ts';

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE';
/* Headers that scripts may read beside the CORS-safelisted ones. */
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
/* The time for which browsers may cache a preflight. */
const maxAge = 600;

/**
 * Lets scripts of these origins use the API with a bearer token (https://fetch.spec.whatwg.org/#http-cors-protocol).
 * Never with cookies: `Access-Control-Allow-Credentials` is not sent, and changes without a token stay refused.
 */
export function allowCrossOrigin(origins: readonly string[]): MiddlewareHandler<AppEnv> {
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
    // Sent to every origin, because a response cached for one origin must not serve another.
    c.header('Vary', addListValue(c.res.headers.get('vary'), 'Origin'));
    if (!isAllowed) return;
    c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Expose-Headers', exposed);
  };
}

/** Sources that the Content-Security-Policy allows beside our own origin, by directive. */
export type PolicySources = { script: string; style: string; worker: string };

/** Sets security headers on every response. A stricter policy that a route has set stays. */
export function setSecurityHeaders(options: {
  publicUrl: string;
  storageOrigins: readonly string[];
  corsOrigins?: readonly string[];
  web?: { policySources?: PolicySources };
}): MiddlewareHandler<AppEnv> {
  const stores = options.storageOrigins.join(' ');
  const { script = '', style = '', worker = '' } = options.web?.policySources ?? {};
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${script}`.trim(),
    `style-src 'self' ${style}`.trim(),
    // Sizes of photos are known before they load and stand in style attributes.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data: blob: ${stores}`.trim(),
    `connect-src 'self' ${stores}`.trim(),
    "font-src 'self'",
    "manifest-src 'self'",
    `worker-src 'self' ${worker}`.trim(),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  // Pictures are shown by pages of other origins without any header of theirs.
  const isShared = (options.corsOrigins ?? []).length > 0;
  const isPage = (c: Context) => /^text\/html/u.test(c.res.headers.get('content-type') ?? '');
  const { protocol, hostname } = new URL(options.publicUrl);
  const isSecure = protocol === 'https:';
  // Browsers ignore the header elsewhere, and complain of it.
  const isTrustworthy = isSecure || isLoopback(hostname);
  return async (c, next) => {
    await next();
    const set = (name: string, value: string) => {
      if (!c.res.headers.has(name)) c.header(name, value);
    };
    set('Content-Security-Policy', policy);
    set('X-Content-Type-Options', 'nosniff');
    set('Referrer-Policy', 'same-origin');
    if (isTrustworthy) set('Cross-Origin-Opener-Policy', 'same-origin');
    set('Cross-Origin-Resource-Policy', isShared && !isPage(c) ? 'cross-origin' : 'same-origin');
    set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()');
    if (isSecure) set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  };
}
