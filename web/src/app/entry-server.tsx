import { type PageName, pages } from '@vitrine/contract/pages.ts';
import { renderToString } from 'react-dom/server';
import { createQueryClient, type PageResponses, seedQueries } from '../api/query-client.ts';
import { messages } from '../shared/i18n/messages.ts';
import { blurUrl } from '../shared/photo-grid/blur-url.ts';
import { BlurContext } from '../shared/photo-grid/photo-picture.tsx';
import { App } from './app.tsx';
import { describePage, headMarkup, type PageHead } from './page-head.ts';
import { createPageLoader, routeModule } from './page-loader.ts';
import { matchPage } from './page-match.ts';

export type PageInput = {
  /** The text of `dist/client/index.html`. */
  template: string;
  /** Path and query. */
  url: string;
  /** The public origin of this installation. */
  publicUrl: string;
  /** Responses by API URL below the base: those that the page reads, and `/session`. */
  answers: PageResponses;
};

// Rendering is synchronous, so load the code of every page before the first request.
const pageLoader = createPageLoader();
await Promise.all(Object.keys(pages).map((name) => pageLoader.load(name as PageName)));

/** Renders a whole document from responses that have been read already. */
export function renderPage({ template, url, publicUrl, answers }: PageInput): {
  status: number;
  html: string;
} {
  const { pathname, search, searchParams } = new URL(`${publicUrl}${url}`);
  const match = matchPage(pathname);
  const location = { params: match?.params ?? {}, query: searchParams };
  const [read] = match ? pages[match.name].reads(location) : [];
  const first = answers[read ?? ''];
  const status = match ? (first && first.status >= 400 ? first.status : 200) : 404;

  const queryClient = createQueryClient();
  seedQueries(queryClient, answers);
  const rendered = renderToString(
    <BlurContext value={blurUrl}>
      <App
        queryClient={queryClient}
        pageLoader={pageLoader}
        router={{ ssrPath: pathname, ssrSearch: search }}
      />
    </BlurContext>,
  );
  queryClient.clear();
  // React emits preloads for the first photos before its markup. Move them to the head, where browsers start them
  // sooner.
  const preloads = /^(?:<link rel="preload"[^>]*>)*/u.exec(rendered)?.[0] ?? '';
  const markup = rendered.slice(preloads.length);

  const head: PageHead =
    match && status === 200
      ? describePage(match.name, location, answers)
      : {
          title: status === 404 ? messages.notFound.title : messages.problems.loadTitle,
          description: messages.app.description,
          isHidden: true,
        };
  const chunks = match ? pageChunks(template, routeModule(match.name)) : [];
  const html = template
    .replace(/<!--chunks .*?-->/u, '')
    .replace(/<!--head-->.*?<!--\/head-->/su, () =>
      headMarkup(head, { pathname, publicUrl, chunks, preloads }),
    )
    .replace('<!--page-->', () => markup)
    .replace('<!--answers-->', () => answersMarkup(answers));
  return { status, html };
}

/** Returns the chunks of a page, as `page-assets.ts` wrote them into the template. */
function pageChunks(template: string, module: string): string[] {
  const chunks: unknown = JSON.parse(/<!--chunks (.*?)-->/u.exec(template)?.[1] ?? '{}');
  return (chunks as Record<string, string[]>)[module] ?? [];
}

/** Escape `<`: a title could otherwise close the script element. */
const answersMarkup = (answers: PageResponses) =>
  `<script type="application/json" id="answers">${JSON.stringify(answers).replaceAll('<', '\\u003c')}</script>`;
