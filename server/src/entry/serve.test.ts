import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { waitFor } from '../../../e2e/api-client.ts';
import { compose } from '../compose.ts';
import { parseConfig } from '../config/config.ts';
import { startApp } from '../testing/app/test-app.ts';
import { findFreePort } from '../testing/servers/free-port.ts';
import { idleTime } from './node-server.ts';
import { serve } from './serve.ts';

describe('a server behind a proxy', () => {
  it('keeps idle connections longer than the proxy, so that the proxy closes them', async () => {
    await using app = await startApp();
    const config = parseConfig({ ...app.settings, PORT: String(await findFreePort()) });
    await using composition = await compose(config);
    await using server = await serve(config, composition);
    const { headers } = await fetch(`http://127.0.0.1:${server.port}/healthz`);
    assert.equal(headers.get('keep-alive'), `timeout=${idleTime / 1000}`);
    assert.ok(idleTime > 60_000);
  });
});

describe('a server that cannot listen', () => {
  it('reports the reason and a remedy', async () => {
    await using app = await startApp();
    const config = parseConfig({ ...app.settings, PORT: String(await findFreePort()) });
    await using composition = await compose(config);
    await using _first = await serve(config, composition);
    await assert.rejects(serve(config, composition), {
      name: 'CommandError',
      message: `port ${config.port} is already in use (perhaps by another Vitrine). Set PORT or stop the other process.`,
    });
  });
});

describe('a stopping server', () => {
  it('stops with the shell that npm started it in', async () => {
    await using app = await startApp();
    const port = await findFreePort();
    const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${cli}" serve; exit`], {
      env: { PATH: process.env.PATH, ...app.settings, PORT: String(port), npm_lifecycle_event: 'start' },
    });
    // The server keeps this pipe open until it exits.
    const output = text(shell.stdout);
    const isThere = () =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    assert.equal(await waitFor(isThere, Boolean), true);
    shell.kill('SIGTERM');
    assert.equal(await waitFor(isThere, (there) => !there), false);
    assert.match(await output, /Vitrine is ready/u);
  });

  it('accepts no requests while its last job finishes', async () => {
    await using app = await startApp();
    const config = parseConfig({ ...app.settings, PORT: String(await findFreePort()) });
    await using composition = await compose(config);
    const { ports } = composition;
    const [begun, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const removeExpired = async (now: number) => {
      begun.resolve();
      await mayEnd.promise;
      return ports.sessions.removeExpired(now);
    };
    const busy = { ...composition, ports: { ...ports, sessions: { ...ports.sessions, removeExpired } } };
    const server = await serve(config, busy);
    const ask = () => fetch(`http://127.0.0.1:${server.port}/healthz`, { headers: { connection: 'close' } });
    assert.equal((await ask()).status, 200);
    await begun.promise;
    let hasEnded = false;
    const ending = server[Symbol.asyncDispose]().then(() => {
      hasEnded = true;
    });
    const isRefused = () =>
      ask().then(
        () => false,
        () => true,
      );
    assert.equal(await waitFor(isRefused, Boolean), true);
    assert.equal(hasEnded, false);
    mayEnd.resolve();
    await ending;
  });
});
