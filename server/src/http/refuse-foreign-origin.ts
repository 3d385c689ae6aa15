import type { MiddlewareHandler } from 'hono';
import { AppError } from '../domain/errors.ts';
import type { Environment } from './environment.ts';

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : undefined);

/**
 * Refuses a change that another site makes a browser send, also where it brings no cookie: no other site logs a browser
 * in, or uses up the attempts of who sits before it. Programs send no `Origin`; browsers always do with a change. A
 * token no other site can send.
 */
export const refuseForeignOrigin =
  (publicUrl: string): MiddlewareHandler<Environment> =>
  (c, next) => {
    if (!unsafe.has(c.req.method) || c.req.header('authorization') !== undefined) return next();
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    const isForeign =
      origin === undefined
        ? site !== undefined && site !== 'same-origin' && site !== 'none'
        : origin !== publicUrl && hostOf(origin) !== c.req.header('host');
    if (isForeign) throw new AppError('forbidden', 'This came from another site and was not carried out.');
    return next();
  };
