import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { ViteDevServer } from 'vite';

type RenderInput = {
  url: string;
  publicUrl: string;
  answers: Record<string, { status: number; body: unknown }>;
};
type PageModule = {
  renderPage(input: RenderInput & { template: string }): { status: number; html: string };
};

/** Pages for developers alone, by path. Vite serves them; the build does not contain them. */
const developerPages: Record<string, string> = { '/dev/ui': 'src/catalogue/index.html' };

export type WebDev = AsyncDisposable & {
  files: ReadonlyMap<string, never>;
  /** Vite injects inline scripts and styles, and reconnects from a worker that it makes of a blob. */
  policySources: { script: string; style: string; worker: string };
  render(input: RenderInput): Promise<{ status: number; html: string }>;
  /** Answers requests for the web app's sources and hands on all others. */
  handle(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  /** Starts Vite, whose hot replacement then uses web sockets of this server. */
  attach(server: Server): void;
};

/** The web app from its sources, for development: Vite transforms them on request and replaces them in open pages. */
export function createWebDev(directory: string): WebDev {
  const { promise: started, resolve, reject } = Promise.withResolvers<ViteDevServer>();
  let starting: Promise<void> | undefined;
  const readTemplate = async (vite: ViteDevServer, url: string, file: string) => {
    const html = await vite.transformIndexHtml(url, await readFile(join(directory, file), 'utf8'));
    // Vite adds styles by script: until those have run, the page would be shown without.
    return html.replaceAll('<script type="module"', '<script type="module" blocking="render"');
  };
  const serveFile = async (response: ServerResponse, url: string, file: string) => {
    const html = await readTemplate(await started, url, file);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(html);
  };
  return {
    files: new Map<string, never>(),
    policySources: { script: "'unsafe-inline'", style: "'unsafe-inline'", worker: 'blob:' },
    async render(input) {
      const vite = await started;
      const template = await readTemplate(vite, input.url, 'index.html');
      // Vite logs a failure to load.
      const module = await vite.ssrLoadModule('/src/app/entry-server.tsx').catch(() => undefined);
      try {
        // The sources export what `PageModule` declares.
        if (module) return (module as PageModule).renderPage({ ...input, template });
      } catch (error) {
        if (error instanceof Error) vite.ssrFixStacktrace(error);
        vite.config.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
      // The browser renders the page instead, and Vite's overlay shows the error there.
      return { status: 500, html: template };
    },
    handle(request, response, next) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return next();
      const url = request.url ?? '/';
      const file = developerPages[url.split('?', 1)[0] ?? ''];
      const answer = file
        ? serveFile(response, url, file)
        : started.then((vite) => vite.middlewares(request, response, next));
      answer.catch((error: Error) => response.destroy(error));
    },
    attach(server) {
      // Loading Vite takes a while, in which the API answers already.
      server.once('listening', () => {
        starting = startVite(directory, server).then(resolve, reject);
      });
    },
    async [Symbol.asyncDispose]() {
      await starting;
      if (starting) await (await started).close();
    },
  };
}

async function startVite(directory: string, server: Server): Promise<ViteDevServer> {
  const { createServer } = await import('vite');
  return createServer({
    root: directory,
    configFile: join(directory, 'vite.config.ts'),
    configLoader: 'native',
    appType: 'custom',
    clearScreen: false,
    // The app alone decides which origins may read what.
    server: { middlewareMode: true, cors: false, ws: { server } },
  });
}
