import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { createNodeServer } from '../entry/node-server.ts';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import type { App } from './environment.ts';

/** Sends these raw bytes and returns the response. */
async function sendRaw(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(request);
  return text(socket);
}
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/u.exec(answer)?.[1]);

describe('ambiguous requests', () => {
  let testApp: TestApp;
  before(async () => {
    testApp = await startApp();
  });
  after(() => testApp[Symbol.asyncDispose]());

  it('answers 404 to a path that resolves to another host', async () => {
    const app = testApp.withOptions({
      web: {
        files: new Map(),
        render: async ({ url, publicUrl }) => {
          assert.equal(new URL(url, publicUrl).origin, publicUrl, url);
          return { status: 200, html: '<!doctype html>' };
        },
      },
    });
    await using server = await listen(app);
    const paths = [
      ...['//evil.example', '//evil.example/..', '///', '//evil.example/me', '//x', '//', '//@evil.example/'],
      ...[
        '/\\evil.example',
        '/\\/evil.example',
        '\\\\evil.example',
        '/.//evil.example',
        '/x/..//evil.example',
      ],
      ...[
        '/./\\evil.example/me',
        '/%2e//evil.example',
        '//evil.example/api/v1/photos',
        '//[::1]:80',
        '//%00',
      ],
    ];
    for (const path of paths)
      for (const method of ['GET', 'HEAD']) {
        const answer = await sendRaw(
          server.url,
          `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n`,
        );
        assert.ok([400, 404].includes(statusOf(answer)), `${method} ${path}: ${answer.slice(0, 100)}`);
      }
    // A single escaped slash is part of a name.
    for (const path of ['/%2Fevil.example', '/albums//', '/?next=//evil.example']) {
      const head = 'Host: localhost\r\nAccept: text/html\r\nConnection: close';
      const answer = await sendRaw(server.url, `GET ${path} HTTP/1.1\r\n${head}\r\n\r\n`);
      assert.equal(statusOf(answer), 200, path);
    }
  });

  it('refuses several Host headers, also equal ones and for cached renditions', async () => {
    const { host } = new URL(testApp.url);
    for (const path of ['/', '/api/v1/photos', '/healthz', '/media/a/b/320.webp'])
      for (const second of [host, 'evil.example', '']) {
        const hosts = `Host: ${host}\r\nhost: ${second}`;
        const answer = await sendRaw(
          testApp.url,
          `GET ${path} HTTP/1.1\r\n${hosts}\r\nConnection: close\r\n\r\n`,
        );
        assert.equal(statusOf(answer), 400, `${path} ${second}`);
      }
    const one = await sendRaw(
      testApp.url,
      `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    assert.equal(statusOf(one), 200);
  });
});

describe('idle connections', () => {
  it('are limited in number, and active connections do not count', async () => {
    await using testApp = await startApp();
    let answer: (response: Response) => void = () => undefined;
    const app = testApp.withOptions({
      endpoints: [{ path: '/slow', handle: () => new Promise((resolve) => (answer = resolve)) }],
    });
    await using server = await listen(app, { mostIdle: 5 });
    const { hostname, port } = new URL(server.url);
    const busy = connect(Number(port), hostname);
    busy.write('GET /slow/it HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const busyAnswer = text(busy);
    await once(server.server, 'request');
    const idle = Array.from({ length: 20 }, () => connect(Number(port), hostname));
    const ended = idle.slice(0, 15).map((socket) => {
      socket.on('error', () => undefined);
      socket.resume();
      return once(socket, 'close');
    });
    // The server closes the oldest connections first, also those with an incomplete request.
    for (const socket of idle.slice(0, 5)) socket.write('GET / HTTP/1.1\r\n');
    await Promise.all(ended);
    answer(new Response('done'));
    assert.match(await busyAnswer, /done/u);
    const [last] = idle.slice(-1);
    assert.ok(last);
    last.end('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    assert.match(await text(last), /200 OK/u);
    for (const socket of idle) socket.destroy();
  });
});

async function listen(app: App, options: { mostIdle?: number } = {}) {
  const server = createNodeServer(app, undefined, options);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    server,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
