import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../domain/errors.ts';
import type { AppEnv } from './environment.ts';

/**
 * Waits for the whole body before anybody is looked up. A request whose body is held back would otherwise act for an
 * account as it was when the headers came, though it was taken back from whoever sent them in the meantime.
 */
export const awaitBody: MiddlewareHandler<AppEnv> = async (c, next) => {
  // Kept by the request, from which the route reads it again.
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
 * Refuses a body that is longer than any request needs. Where its length was told, it is taken in before the answer: a
 * sender that is cut off before it has sent everything reads none.
 */
export const limitBody = bodyLimit({
  maxSize: maxBytes,
  async onError(c) {
    const { body } = c.req.raw;
    // One whose length was not told has been read up to the limit, and is in use.
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
