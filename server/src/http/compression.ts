import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import type { AppEnv } from './environment.ts';

/* Ordered by preference, for clients that accept several equally. */
const encoders = {
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength },
    }),
  zstd: (bytes: Uint8Array) => promisify(zstdCompress)(bytes),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes),
};
export type Encoding = keyof typeof encoders;
const encodings = Object.keys(encoders) as Encoding[];

/* Shorter responses fit into one packet uncompressed. */
const fewestBytes = 1024;
const compressible = /^(?:application\/(?:problem\+)?json|text\/(?!event-stream))/u;
const untouchable = /\b(?:no-store|no-transform)\b/u;

/** The coding that a client likes best among those that we have; `undefined` if it takes none. */
export function chooseEncoding(header: string | undefined): Encoding | undefined {
  if (header === undefined) return undefined;
  const accepted = parseAccept(header);
  const qualityOf = (name: string) => {
    const found = accepted.find(({ type }) => type.toLowerCase() === name);
    return (found ?? accepted.find(({ type }) => type === '*'))?.q ?? 0;
  };
  const [best] = encodings.map((name) => ({ name, q: qualityOf(name) })).sort((a, b) => b.q - a.q);
  return best && best.q > 0 ? best.name : undefined;
}

/**
 * Compresses complete text responses and sets their length. Responses that must not be stored may hold a secret, and
 * the length of compressed text reveals content (BREACH), so they stay as they are.
 */
export const compressResponses: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const { headers, status } = c.res;
  if (!compressible.test(headers.get('content-type') ?? '') || headers.has('content-encoding')) return;
  if (status === 204 || status === 304 || !c.res.body) return;
  const plain = new Uint8Array(await c.res.arrayBuffer());
  const mayCompress =
    plain.byteLength >= fewestBytes && !untouchable.test(headers.get('cache-control') ?? '');
  const encoding = mayCompress ? chooseEncoding(c.req.header('accept-encoding')) : undefined;
  const bytes = encoding ? new Uint8Array(await encoders[encoding](plain)) : plain;
  c.res = new Response(bytes, { status, headers });
  c.header('Content-Length', String(bytes.byteLength));
  if (mayCompress) c.header('Vary', addListValue(headers.get('vary'), 'Accept-Encoding'));
  if (!encoding) return;
  c.header('Content-Encoding', encoding);
  const tag = headers.get('etag');
  // A strong tag would name the uncompressed bytes.
  if (tag && !tag.startsWith('W/')) c.header('ETag', `W/${tag}`);
};

/** A list in a header with one more name. */
export function addListValue(list: string | null, name: string): string {
  const names = (list ?? '').split(',').map((one) => one.trim().toLowerCase());
  return list === null || names.includes(name.toLowerCase()) ? (list ?? name) : `${list}, ${name}`;
}
