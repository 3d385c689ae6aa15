import { createHash } from 'node:crypto';
import { apiBase } from '@vitrine/contract/api.ts';
import type { Context, MiddlewareHandler } from 'hono';
import { seconds } from '../domain/time.ts';
import type { Ports } from '../ports/index.ts';
import { chooseEncoding } from './compression.ts';
import type { AppEnv } from './environment.ts';
import type { CountLookup } from './media-cache.ts';

/** The time for which visitors may see a state that another process has already changed. */
const lifetime = seconds(1);
const maxBytes = 32 * 1024 * 1024;
/* A page of 200 photos with long texts has tens of megabytes, and every query is another entry. */
const largestKept = 2 * 1024 * 1024;

type Answer = { body: Uint8Array<ArrayBuffer>; headers: Record<string, string>; until: number };

const publicFeed = `${apiBase}/photos`;
const isRead = (method: string) => method === 'GET' || method === 'HEAD';

/* Visitors change nothing that others see, so they must not be able to clear the cache. A 5xx response may follow a
   partial change. */
const hasChanged = (c: Context<AppEnv>) =>
  c.get('account') !== undefined && (c.res.status < 400 || c.res.status >= 500);

/**
 * Caches the public feed for visitors, ready to send: nearly all the work of that response is serializing 50 photos,
 * and it is the same for all visitors. A change in this process clears the cache at once.
 */
export function cachePublicFeed(
  ports: Pick<Ports, 'clock' | 'events'>,
  countLookup?: CountLookup,
): MiddlewareHandler<AppEnv> {
  const answers = new Map<string, Answer>();
  let bytes = 0;
  let generation = 0;
  const forget = () => {
    generation += 1;
    bytes = 0;
    answers.clear();
  };
  ports.events.subscribeToAll(forget);

  return async (c, next) => {
    if (!isRead(c.req.method)) {
      await next();
      if (hasChanged(c)) ports.events.announceChange();
      return;
    }
    const isShared =
      c.req.path === publicFeed &&
      !c.req.header('cookie') &&
      !c.req.header('authorization') &&
      c.req.method === 'GET';
    if (!isShared) return next();

    const encoding = chooseEncoding(c.req.header('accept-encoding'));
    const url = `${encoding ?? 'identity'} ${c.req.url}`;
    const kept = answers.get(url);
    const left = (kept?.until ?? 0) - ports.clock.now();
    // A longer remainder means that the clock was set back.
    const isHit = kept !== undefined && left > 0 && left <= lifetime;
    countLookup?.('answers', isHit);
    if (isHit) {
      const { headers } = kept;
      if (c.req.header('if-none-match') === headers.etag) return c.body(null, 304, headers);
      // `c.body` would process every header again.
      return new Response(kept.body, { headers });
    }
    const begun = generation;
    await next();
    if (c.res.status !== 200) return;
    const body = new Uint8Array(await c.res.clone().arrayBuffer());
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    c.header('ETag', etag);
    if (generation !== begun || body.byteLength > largestKept) return;
    bytes += body.byteLength + url.length;
    if (bytes > maxBytes) return forget();
    const headers = { ...Object.fromEntries(c.res.headers), 'content-length': String(body.byteLength) };
    answers.set(url, { body, headers, until: ports.clock.now() + lifetime });
  };
}
