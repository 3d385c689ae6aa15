import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../domain/errors.ts';
import type { AppEnv } from './environment.ts';

/**
 * Reads the whole body before the caller is authenticated. Otherwise an attacker could hold back a body and still act
 * for an account after its owner has ended the attacker's session.
 */
export const awaitBody: MiddlewareHandler<AppEnv> = async (c, next) => {
  // The request caches the body, and the route reads it from there.
  if (c.req.raw.body)
    await c.req.text().catch((cause) => {
      throw new AppError('invalid-request', 'The request body is incomplete.', { cause });
    });
  await next();
};

const maxBytes = 1024 * 1024;
/* Limits how much of a refused body is read. */
const mostDiscarded = 16 * maxBytes;

/**
 * Refuses a body that is longer than any request needs. If its length is known, the body is read first: a client that
 * is disconnected while sending does not read the response.
 */
export const limitBody = bodyLimit({
  maxSize: maxBytes,
  async onError(c) {
    const { body } = c.req.raw;
    // A body of unknown length is already read up to the limit and locked.
    if (body && !body.locked) await discard(body.getReader()).catch(() => undefined);
    throw new AppError('too-large', `A request body can have at most ${maxBytes / 1024} kB.`);
  },
});

async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (let bytes = 0; bytes <= mostDiscarded; ) {
    const { done, value } = await reader.read();
    if (done) return;
    bytes += value.byteLength;
  }
}
