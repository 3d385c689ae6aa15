import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createWebDev } from '../adapters/web-dev/web-dev.ts';
import { compose } from '../compose.ts';
import { parseConfig } from '../config/config.ts';
import { findFreePort } from '../testing/servers/free-port.ts';
import { serve } from './serve.ts';

const realWeb = fileURLToPath(new URL('../../../web', import.meta.url));

/** Serves the web app of a folder for development, with its own data. */
async function serveForDevelopment(web: string) {
  await using opened = new AsyncDisposableStack();
  const data = await mkdtemp(join(tmpdir(), 'vitrine-dev-data-'));
  opened.defer(() => rm(data, { recursive: true, force: true }));
  const port = await findFreePort();
  const config = parseConfig({
    PORT: String(port),
    VITRINE_DATABASE_URL: `sqlite:${data}/vitrine.db`,
    VITRINE_STORAGE_URL: `file:${data}/media`,
    VITRINE_MAIL_URL: `folder:${data}/outbox`,
    VITRINE_SECRET_FILE: `${data}/secret`,
    VITRINE_SCRATCH: `${data}/scratch`,
    VITRINE_LOG_LEVEL: 'silent',
  });
  const composition = opened.use(await compose(config));
  opened.use(await serve(config, composition, { webDev: createWebDev(web) }));
  const closing = opened.move();
  return {
    host: `localhost:${port}`,
    get: (path: string, accept = 'text/html') =>
      fetch(`http://localhost:${port}${path}`, { headers: { accept } }),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** Writes a short web app. Its page and its script show the text of `text.ts`. */
async function makeTinyWeb() {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-dev-web-'));
  const write = (path: string, content: string) => writeFile(join(directory, path), content);
  await mkdir(join(directory, 'src/app'), { recursive: true });
  await write('package.json', '{ "type": "module" }');
  await write('vite.config.ts', 'export default {};');
  await write(
    'index.html',
    '<html><head></head><body><!--page--><script type="module" src="/src/app/entry-client.tsx"></script></body></html>',
  );
  await write('src/text.ts', "export const text = 'the old text';");
  await write(
    'src/app/entry-client.tsx',
    "import { text } from '../text.ts';\ndocument.body.append(text);\nimport.meta.hot?.accept();",
  );
  await write(
    'src/app/entry-server.tsx',
    "import { text } from '../text.ts';\nexport const renderPage = ({ template }) => ({ status: 200, html: template.replace('<!--page-->', text) });",
  );
  return {
    directory,
    write,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

describe('the development server', () => {
  it('shows an edit of the web app within a second, without a build', { timeout: 60_000 }, async () => {
    await using web = await makeTinyWeb();
    await using server = await serveForDevelopment(web.directory);
    assert.match(await (await server.get('/')).text(), /the old text/u);
    const client = await (await server.get('/@vite/client', '*/*')).text();
    const [, token = ''] = /wsToken = "([^"]+)"/u.exec(client) ?? [];
    const socket = new WebSocket(`ws://${server.host}/?token=${token}`, 'vite-hmr');
    await once(socket, 'message');
    assert.match(await (await server.get('/src/app/entry-client.tsx', '*/*')).text(), /text\.ts/u);
    assert.match(await (await server.get('/src/text.ts', '*/*')).text(), /the old text/u);

    const start = performance.now();
    const update = once(socket, 'message');
    await web.write('src/text.ts', "export const text = 'the new text';");
    const [event] = await update;
    assert.match(String(event.data), /"type":"(update|full-reload)"/u);
    assert.match(await (await server.get('/')).text(), /the new text/u);
    assert.match(await (await server.get('/src/text.ts', '*/*')).text(), /the new text/u);
    // The limit is above one second, because the test machine may be busy.
    assert.ok(performance.now() - start < 5000);
    socket.close();
  });

  it('lets the browser render a page that the server cannot', { timeout: 60_000 }, async () => {
    await using web = await makeTinyWeb();
    await using server = await serveForDevelopment(web.directory);
    await web.write('src/text.ts', 'throw new Error("unfinished work");');
    const answer = await server.get('/');
    assert.equal(answer.status, 500);
    assert.match(await answer.text(), /entry-client\.tsx/u);
  });

  it('serves the real web app, the catalogue of its controls and the API', { timeout: 60_000 }, async () => {
    await using server = await serveForDevelopment(realWeb);
    const page = await server.get('/');
    assert.equal(page.status, 200);
    const html = await page.text();
    assert.match(html, /<h1/u);
    assert.match(html, /src="\/@vite\/client"/u);
    assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self' 'unsafe-inline';/u);
    assert.equal((await server.get('/api/v1/session', 'application/json')).status, 200);
    assert.match(await (await server.get('/dev/ui')).text(), /catalogue-page\.tsx/u);
    assert.equal((await server.get('/src/app/nothing.tsx', '*/*')).status, 404);
  });
});
