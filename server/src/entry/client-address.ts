import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { Environment } from '../http/environment.ts';

/** The address of the peer, or what the proxy in front says it is: the last entry, which the proxy itself added. */
export const createAddressOf =
  (trustProxy: boolean) =>
  (c: Context<Environment>): string | undefined => {
    const env: unknown = c.env;
    if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined;
    const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
    return forwarded || getConnInfo(c).remote.address;
  };
