import type { Context, MiddlewareHandler } from 'hono';
import { AppError, notFound } from '../domain/errors.ts';
import type { Environment } from './environment.ts';

/**
 * Refuses what two readers understand differently. Paths that begin with two slashes, as they are written or once dots
 * are resolved, are another host to whoever resolves them against an address, and a backslash is a slash there. Of two
 * `Host` headers, a proxy and the server may each take another one (RFC 9112 §3.2).
 */
export const refuseAmbiguousRequest: MiddlewareHandler<Environment> = (c, next) => {
  if (countHosts(c) > 1) throw new AppError('invalid-request', 'A request names one host and no more.');
  const written = c.req.path.replaceAll('\\', '/');
  if (written.startsWith('//') || new URL(c.req.url).pathname.startsWith('//')) throw notFound('page');
  return next();
};

/* Joined in the request that the app is given; Node knows how many there were. */
function countHosts(c: Context<Environment>): number {
  const env: unknown = c.env;
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return 1;
  const { headersDistinct } = env.incoming as { headersDistinct?: { host?: string[] } };
  return headersDistinct?.host?.length ?? 1;
}
