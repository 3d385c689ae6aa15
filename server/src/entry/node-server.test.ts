import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import type { AppEnv } from '../http/environment.ts';
import { startApp } from '../testing/app/test-app.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';
import { createNodeServer } from './node-server.ts';
import { createAddressOf } from './open-app.ts';

/** Omits the headers that differ between responses. */
const lasting = (headers: Headers) =>
  [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date').sort();

async function startWithPhoto() {
  const testApp = await startApp();
  const owner = await testApp.createMember('painter');
  const { id } = await owner.upload(await makeJpeg({ width: 900, height: 600 }));
  await testApp.runJobs();
  const [rendition] = (await owner.get(`/photos/${id}`)).body.renditions as { url: string }[];
  assert.ok(rendition);
  return { testApp, owner, id, address: rendition.url };
}

describe('a rendition served from memory', () => {
  it('has the bytes and every header of the app’s response', async () => {
    const { testApp, address } = await startWithPhoto();
    await using _ = testApp;
    const byApp = await testApp.fetch(address);
    const byMemory = await testApp.fetch(address);
    assert.equal(byMemory.status, 200);
    assert.deepEqual(lasting(byMemory.headers), lasting(byApp.headers));
    assert.notEqual(byMemory.headers.get('x-request-id'), byApp.headers.get('x-request-id'));
    assert.deepEqual(await byMemory.bytes(), await byApp.bytes());
  });

  it('needs no second query', async () => {
    let queries = 0;
    await using testApp = await startApp({}, { onQuery: () => queries++ });
    const owner = await testApp.createMember('painter');
    const { id } = await owner.upload(await makeJpeg({ width: 900, height: 600 }));
    await testApp.runJobs();
    const { url } = (await owner.get(`/photos/${id}`)).body.renditions[0];
    await (await testApp.fetch(url)).bytes();
    queries = 0;
    for (let time = 0; time < 5; time += 1) await (await testApp.fetch(url)).bytes();
    assert.equal(queries, 0);
  });

  it('is dropped as soon as its owner makes the photo private', async () => {
    const { testApp, owner, id, address } = await startWithPhoto();
    await using _ = testApp;
    for (let time = 0; time < 3; time += 1) assert.equal((await testApp.fetch(address)).status, 200);
    await owner.patch(`/photos/${id}`, { visibility: 'private' });
    assert.equal((await testApp.fetch(address)).status, 404);
    await owner.patch(`/photos/${id}`, { visibility: 'public' });
    assert.equal((await testApp.fetch(address)).status, 200);
  });

  it('leaves conditional and other requests to the app', async () => {
    const { testApp, address } = await startWithPhoto();
    await using _ = testApp;
    const etag = (await testApp.fetch(address)).headers.get('etag') ?? '';
    assert.equal((await testApp.fetch(address, { headers: { 'if-none-match': etag } })).status, 304);
    assert.equal((await (await testApp.fetch(address, { method: 'HEAD' })).bytes()).byteLength, 0);
    assert.equal((await testApp.fetch(address, { method: 'DELETE' })).status, 405);
  });
});

describe('an incomplete request body', () => {
  it('closes the connection after a limit, unless it is a file', async () => {
    await using testApp = await startApp();
    const server = createNodeServer(testApp.withOptions({}), undefined, {
      longBodies: ['/storage/'],
      bodyPatience: 300,
    });
    await using _ = { [Symbol.asyncDispose]: async () => server.closeAllConnections() };
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const send = (path: string) => {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
      socket.write(`${head}Content-Length: 1000\r\n\r\n{"login":`);
      return socket.resume();
    };
    const file = send('/storage/originals/a');
    const dribble = setInterval(() => file.write(' '), 50);
    const words = send('/api/v1/session');
    await once(words, 'close', { signal: AbortSignal.timeout(10_000) });
    clearInterval(dribble);
    assert.equal(file.closed, false);
    file.destroy();
    server.close();
  });
});

it('returns the IP address of a client that reset its connection', async () => {
  const addressOf = createAddressOf(false);
  const arrived = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const told = Promise.withResolvers<string | undefined>();
  const app = new Hono<AppEnv>().post('/', async (c) => {
    arrived.resolve();
    await ended.promise;
    told.resolve(addressOf(c));
    return c.body(null);
  });
  const server = createNodeServer(app, undefined);
  await using _ = { [Symbol.asyncDispose]: async () => void server.close() };
  server.on('connection', (connection) => connection.once('close', () => ended.resolve()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n');
  await arrived.promise;
  socket.resetAndDestroy();
  assert.equal(await told.promise, '127.0.0.1');
});
