import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../domain/errors.ts';
import type { Environment } from './environment.ts';

/** Of this machine alone, as browsers see it (RFC 6761 §6.3). */
export const isLoopback = (hostname: string) =>
  ['127.0.0.1', '::1', '[::1]'].includes(hostname) || /(?:^|\.)localhost$/u.test(hostname);

/** True if it listens for other machines while its public URL leads those to themselves. */
export const isWideWithLocalUrl = ({ host, publicUrl }: { host: string; publicUrl: string }) =>
  !isLoopback(host) && isLoopback(new URL(publicUrl).hostname);

const isAddress = (hostname: string) => isIP(hostname.replace(/^\[(.*)\]$/u, '$1')) !== 0;

/** The names of a gallery that is for this machine alone. A browser takes no IP address for the name of a site elsewhere. */
export const isOwnName = (hostname: string) => isLoopback(hostname) || isAddress(hostname);

/**
 * For a gallery that is for this machine or its network: a site anywhere could let its own name lead here, and a browser
 * would take what it reads for that site's.
 */
export const refuseStrangeHost =
  (answersTo: (hostname: string) => boolean): MiddlewareHandler<Environment> =>
  (c, next) => {
    if (answersTo(new URL(c.req.url).hostname)) return next();
    throw new AppError(
      'forbidden',
      'This gallery is not known by that name. Whoever runs it can set VITRINE_PUBLIC_URL.',
    );
  };
