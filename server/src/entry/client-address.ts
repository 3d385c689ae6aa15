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

/**
 * On Lambda: the address that API Gateway was called from, or what the proxy in front of it says it is. API Gateway adds
 * whoever called it to `X-Forwarded-For`, and that is the proxy.
 */
export const createGatewayAddressOf =
  (trustProxy: boolean) =>
  (c: Context<Environment>): string | undefined => {
    const { requestContext } = (c.env ?? {}) as { requestContext?: { http?: { sourceIp?: string } } };
    const caller = requestContext?.http?.sourceIp;
    if (!trustProxy || caller === undefined) return caller;
    const passed = (c.req.header('x-forwarded-for') ?? '').split(',').map((address) => address.trim());
    if (passed.at(-1) === caller) passed.pop();
    return passed.at(-1) || caller;
  };
