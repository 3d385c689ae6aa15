import { isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { AppError, notFound } from '../domain/errors.ts';
import type { AppEnv } from './environment.ts';

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/* An `Origin` is a scheme, a host and a port: the same name by another scheme is another origin (RFC 6454 §5). */
const askedOrigin = (c: Context<AppEnv>) => {
  const host = c.req.header('host');
  const url = `${new URL(c.req.url).protocol}//${host}`;
  return host !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
};

/**
 * Refuses changes that another site makes a browser send, with or without cookies, so that no site logs a browser in
 * or uses up its attempts. Programs send no `Origin`, browsers always do, and no other site can send a token. Without
 * a configured public URL, the requested origin counts as our own.
 */
export const refuseCrossSiteRequest =
  (publicUrl: string, isPublicUrlSet: boolean): MiddlewareHandler<AppEnv> =>
  (c, next) => {
    if (!unsafe.has(c.req.method) || c.req.header('authorization') !== undefined) return next();
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    const isOwn = () =>
      origin === new URL(publicUrl).origin || (!isPublicUrlSet && origin === askedOrigin(c));
    const isForeign =
      origin === undefined ? site !== undefined && site !== 'same-origin' && site !== 'none' : !isOwn();
    if (isForeign)
      throw new AppError(
        'forbidden',
        'This request came from another site and was refused. If this is the gallery’s own site, its operator must set VITRINE_PUBLIC_URL.',
      );
    return next();
  };

/**
 * Refuses requests that two parsers understand differently. A path that begins with two slashes, or backslashes, names
 * another host when resolved as a URL. With two `Host` headers, a proxy and the server may each use a different one
 * (RFC 9112 §3.2).
 */
export const refuseAmbiguousRequest: MiddlewareHandler<AppEnv> = (c, next) => {
  if (countHosts(c) > 1)
    throw new AppError('invalid-request', 'A request must have exactly one Host header.');
  const written = c.req.path.replaceAll('\\', '/');
  if (written.startsWith('//') || new URL(c.req.url).pathname.startsWith('//')) throw notFound('page');
  return next();
};

/* Hono joins repeated headers; Node's request keeps them separate. */
function countHosts(c: Context<AppEnv>): number {
  const env: unknown = c.env;
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return 1;
  const { headersDistinct } = env.incoming as { headersDistinct?: { host?: string[] } };
  return headersDistinct?.host?.length ?? 1;
}

/** Matches names of this machine alone, as browsers see it (RFC 6761 §6.3). */
export const isLoopback = (hostname: string) =>
  ['127.0.0.1', '::1', '[::1]'].includes(hostname) || /(?:^|\.)localhost$/u.test(hostname);

/** True if the server listens for other machines but has a loopback public URL. */
export const listensBeyondPublicUrl = ({ host, publicUrl }: { host: string; publicUrl: string }) =>
  !isLoopback(host) && isLoopback(new URL(publicUrl).hostname);

const isAddress = (hostname: string) => isIP(hostname.replace(/^\[(.*)\]$/u, '$1')) !== 0;

/** Matches the host names of a gallery for this machine alone. No site can rebind an IP address. */
export const isLocalHostname = (hostname: string) => isLoopback(hostname) || isAddress(hostname);

/**
 * Refuses other host names for galleries of one machine or network. Otherwise any site could point its own name here
 * (DNS rebinding), and the browser would treat our responses as that site's.
 */
export const allowHosts =
  (answersTo: (hostname: string) => boolean): MiddlewareHandler<AppEnv> =>
  (c, next) => {
    if (answersTo(new URL(c.req.url).hostname)) return next();
    throw new AppError(
      'forbidden',
      'This gallery does not accept that host name. Its operator can allow it with VITRINE_PUBLIC_URL.',
    );
  };
