import type { Context, MiddlewareHandler } from 'hono';
import type { Environment } from './environment.ts';
import { isLoopback } from './refuse-strange-host.ts';

/** What the Content-Security-Policy allows beyond our own origin, by directive. */
export type PolicySources = { script: string; style: string; worker: string };

/** On every answer. Whoever sets a stricter policy of its own keeps it. */
export function setSecurityHeaders(options: {
  publicUrl: string;
  storageOrigins: readonly string[];
  corsOrigins?: readonly string[];
  web?: { policySources?: PolicySources };
}): MiddlewareHandler<Environment> {
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
