import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../domain/errors.ts';
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
