import { apiBase } from '@vitrine/contract/api.ts';
import { type Page, pages, resolveTypedAddress, typedAddresses } from '@vitrine/contract/pages.ts';
import type { Context } from 'hono';
import type { SessionCookies } from './authenticate.ts';
import { compressAnswers } from './compress-answers.ts';
import type { App, Environment } from './environment.ts';
import { isLoopback } from './refuse-strange-host.ts';

export type ApiAnswer = { status: number; body: unknown };

/** Draws a page from the API's answers; made by the web app. */
export type PageRenderer = (input: {
  /** Path and query. */
  url: string;
  publicUrl: string;
  /** By API address below the base. */
  answers: Record<string, ApiAnswer>;
}) => Promise<{ status: number; html: string }>;

type Options = { publicUrl: string; cookies: SessionCookies; render: PageRenderer };

/** Every page of the contract, drawn from the same API that its script will use; and a page for what is not there. */
export function addPages(app: App, options: Options): void {
  const known: Page[] = Object.values(pages);
  for (const page of known) {
    app.get(page.path, compressAnswers, async (c) => {
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
  app.get('*', compressAnswers, async (c, next) => {
    const isForPeople = c.req.header('accept')?.includes('text/html') && !c.req.path.startsWith('/api/');
    return isForPeople ? answerPage(app, c, options, []) : next();
  });
}

async function findUsername(app: App, c: Context<Environment>): Promise<string | undefined> {
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

async function answerPage(app: App, c: Context<Environment>, options: Options, reads: readonly string[]) {
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
  // A session that was renewed, or found to be over, is the browser's to know. Each inner answer says the same.
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
