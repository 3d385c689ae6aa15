import type { Context } from 'hono';

/** `nextCursor` for the body of a list, and the address of the next page in `Link` (RFC 8288). */
export function linkNext(c: Context, cursor: string | null | undefined): string | null {
  if (!cursor) return null;
  const url = new URL(c.req.url);
  url.searchParams.set('cursor', cursor);
  c.header('Link', `<${url.pathname}${url.search}>; rel="next"`);
  return cursor;
}
