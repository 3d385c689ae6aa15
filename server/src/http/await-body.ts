import type { MiddlewareHandler } from 'hono';
import { AppError } from '../domain/errors.ts';
import type { Environment } from './environment.ts';

/**
 * Waits for the whole body before anybody is looked up. A request whose body is held back would otherwise act for an
 * account as it was when the headers came, though it was taken back from whoever sent them in the meantime.
 */
export const awaitBody: MiddlewareHandler<Environment> = async (c, next) => {
  // Kept by the request, from which the route reads it again.
  if (c.req.raw.body)
    await c.req.text().catch((cause) => {
      throw new AppError('invalid-request', 'The request ended before its body did.', { cause });
    });
  await next();
};
