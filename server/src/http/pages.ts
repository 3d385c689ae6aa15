import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { apiBase } from '@vitrine/contract/api.ts';
import { type Page, pages, resolveTypedAddress, typedAddresses } from '@vitrine/contract/pages.ts';
import type { Context } from 'hono';
import type { SessionCookies } from './authenticate.ts';
import { compressResponses } from './compression.ts';
import type { App, AppEnv } from './environment.ts';
import { isLoopback } from './host-allowlist.ts';

/** Files by URL path, such as `/assets/app-1f2e.js`. */
export type StaticFiles = ReadonlyMap<string, { bytes: Uint8Array<ArrayBuffer>; contentType: string }>;

type Encoding = 'br' | 'gzip' | 'identity';

const compressBrotli = async (bytes: Uint8Array, quality: number) =>
  new Uint8Array(
    await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  );
const compressGzip = async (bytes: Uint8Array) => new Uint8Array(await promisify(gzip)(bytes, { level: 9 }));

/* The best quality takes 50 times as long for 8 % fewer bytes, so the first visitor gets this one. */
const quickQuality = 9;
const compressible = /^(text\/|application\/(json|manifest\+json)|image\/svg)/u;

/** The web app's own files: few and small, compressed when first asked for and kept. */
export function addStaticFiles(app: App, files: StaticFiles): void {
  const encoded = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  const encode = (path: string, bytes: Uint8Array<ArrayBuffer>, encoding: Encoding) => {
    if (encoding === 'identity') return Promise.resolve(bytes);
    const key = `${encoding}:${path}`;
    const known = encoded.get(key);
    if (known) return known;
    const quick = encoding === 'br' ? compressBrotli(bytes, quickQuality) : compressGzip(bytes);
    encoded.set(key, quick);
    if (encoding === 'br')
      void quick
        .then(() => compressBrotli(bytes, constants.BROTLI_MAX_QUALITY))
        .then((best) => encoded.set(key, Promise.resolve(best)));
    return quick;
  };

  for (const [path, { bytes, contentType }] of files) {
    const isHashed = path.startsWith('/assets/');
    app.get(path, async (c) => {
      const encoding = compressible.test(contentType)
        ? chooseEncoding(c.req.header('accept-encoding'))
        : 'identity';
      return c.body(await encode(path, bytes, encoding), 200, {
        'Content-Type': contentType,
        'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
        Vary: 'Accept-Encoding',
        ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
      });
    });
  }
}

function chooseEncoding(accepted = ''): Encoding {
  if (/\bbr\b/u.test(accepted)) return 'br';
  return /\bgzip\b/u.test(accepted) ? 'gzip' : 'identity';
}

export type ApiAnswer = { status: number; body: unknown };

/** Draws a page from the API's answers; made by the web app. */
export type PageRenderer = (input: {
  /** Path and query. */
  url: string;
  publicUrl: string;
  /** Responses by API path below the base. */
  answers: Record<string, ApiAnswer>;
}) => Promise<{ status: number; html: string }>;

type Options = { publicUrl: string; cookies: SessionCookies; render: PageRenderer };

/**
 * Serves every page of the contract, rendered from the same API that its script will use, and a page for unknown
 * paths.
 */
export function addPages(app: App, options: Options): void {
  const known: Page[] = Object.values(pages);
  for (const page of known) {
    app.get(page.path, compressResponses, async (c) => {
      const canonical = canonicalAddress(c, options.publicUrl);
      if (canonical) return c.redirect(canonical, 302);
      const { pathname, search, searchParams } = new URL(c.req.url);
      if (page.membersOnly && !options.cookies.read(c))
        return c.redirect(`/login?next=${encodeURIComponent(pathname + search)}`, 302);
      const params: Record<string, string> = c.req.param();
      return answerPage(app, c, options, page.reads({ params, query: searchParams }));
    });
  }
  for (const path of Object.keys(typedAddresses))
    app.get(path, async (c) => {
      const canonical = canonicalAddress(c, options.publicUrl);
      if (canonical) return c.redirect(canonical, 302);
      const meant = resolveTypedAddress(path, await findUsername(app, c)) ?? '/';
      // The query, such as the way after the log-in, stays.
      const { search } = new URL(c.req.url);
      return c.redirect(meant.includes('?') ? meant : `${meant}${search}`, 302);
    });
  app.get('*', compressResponses, async (c, next) => {
    const isForPeople = c.req.header('accept')?.includes('text/html') && !c.req.path.startsWith('/api/');
    return isForPeople ? answerPage(app, c, options, []) : next();
  });
}

async function findUsername(app: App, c: Context<AppEnv>): Promise<string | undefined> {
  const cookie = c.req.header('cookie');
  if (!cookie) return undefined;
  const response = await app.request(
    `${apiBase}/session`,
    { headers: { cookie } },
    { within: { requestId: c.get('requestId') } },
  );
  const { account } = (await readJson(response)) as { account?: { username: string } | null };
  return account?.username;
}

async function answerPage(app: App, c: Context<AppEnv>, options: Options, reads: readonly string[]) {
  const headers = new Headers();
  const cookie = c.req.header('cookie');
  if (cookie) headers.set('cookie', cookie);
  const addresses = ['/session', ...reads];
  const within = { requestId: c.get('requestId') };
  const responses = await Promise.all(
    addresses.map((address) => app.request(`${apiBase}${address}`, { headers }, { within })),
  );
  const answers: Record<string, ApiAnswer> = {};
  for (const [index, response] of responses.entries())
    answers[addresses[index] ?? ''] = { status: response.status, body: await readJson(response) };
  const { pathname, search } = new URL(c.req.url);
  const { status, html } = await options.render({
    url: pathname + search,
    publicUrl: options.publicUrl,
    answers,
  });
  const page = new Response(html, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'private, no-cache',
      Vary: 'Cookie',
    },
  });
  // The browser must learn that its session was renewed or has ended. All internal responses set the same cookies.
  for (const set of responses[0]?.headers.getSetCookie() ?? []) page.headers.append('Set-Cookie', set);
  return page;
}

/* The API answers in JSON or with a problem; anything else is not an answer to draw from. */
async function readJson(response: Response): Promise<unknown> {
  if (response.headers.get('content-type')?.includes('json')) return response.json();
  await response.body?.cancel();
  return null;
}

/* On a laptop, 127.0.0.1 and localhost are two sites to a browser: cookies and uploads would be split between them. */
function canonicalAddress(c: Context, publicUrl: string): string | undefined {
  const asked = new URL(c.req.url);
  const known = new URL(publicUrl);
  const isAlias =
    isLoopback(asked.hostname) &&
    isLoopback(known.hostname) &&
    asked.hostname !== known.hostname &&
    asked.port === known.port;
  return isAlias ? `${publicUrl}${asked.pathname}${asked.search}` : undefined;
}
