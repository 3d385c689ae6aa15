import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

type RenderInput = {
  url: string;
  publicUrl: string;
  answers: Record<string, { status: number; body: unknown }>;
};
type PageModule = {
  renderPage(input: RenderInput & { template: string }): { status: number; html: string };
};

/** Loads the built web app: its files by path and its page renderer. Returns `undefined` if it has not been built. */
export async function loadWebBuild(directory: string) {
  const client = join(directory, 'client');
  const names = await readdir(client, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!names) return undefined;
  const files = new Map<string, { bytes: Uint8Array<ArrayBuffer>; contentType: string }>();
  for (const entry of names) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const contentType = contentTypes[extname(entry.name)] ?? 'application/octet-stream';
    files.set(path.slice(client.length).replaceAll('\\', '/'), {
      bytes: new Uint8Array(await readFile(path)),
      contentType,
    });
  }
  const template = new TextDecoder().decode(files.get('/index.html')?.bytes);
  files.delete('/index.html');
  const renderer = pathToFileURL(join(directory, 'server/entry-server.js')).href;
  return {
    files,
    async render(input: RenderInput) {
      // Loaded with the first page. The build's output matches `PageModule`.
      const { renderPage }: PageModule = await import(renderer);
      return renderPage({ ...input, template });
    },
  };
}
