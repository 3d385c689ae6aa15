import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Log } from '../ports/log.ts';
import type { Environment } from './environment.ts';

/** Gives each request an id, which its answer carries and its log lines share. Paths are logged without their query. */
export function nameRequest(log: Log): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const requestId = randomUUID();
    const began = performance.now();
    c.set('requestId', requestId);
    c.set('log', log);
    await next();
    c.header('X-Request-Id', requestId);
    const milliseconds = Math.round(performance.now() - began);
    const { method, path } = c.req;
    log.debug({ requestId, method, path, status: c.res.status, milliseconds }, 'request answered');
  };
}
