import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { buildListedPhoto } from '../ports/conformance/builders.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import { chooseEncoding } from './compression.ts';
import type { App } from './environment.ts';

const decoders = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync };
type Encoding = keyof typeof decoders;

describe('the content coding of a response', () => {
  it('is the one that the client prefers, and never one that it refuses', () => {
    const cases: [string | undefined, string | undefined][] = [
      ['br, gzip', 'br'],
      ['gzip, deflate, br, zstd', 'br'],
      ['gzip, zstd', 'zstd'],
      ['gzip', 'gzip'],
      ['GZIP', 'gzip'],
      ['br;q=0.1, gzip;q=0.9', 'gzip'],
      ['br;q=0, *', 'zstd'],
      ['*', 'br'],
      ['*;q=0', undefined],
      ['gzip;q=0', undefined],
      ['identity', undefined],
      ['deflate, compress', undefined],
      ['', undefined],
      [undefined, undefined],
    ];
    for (const [header, encoding] of cases) assert.equal(chooseEncoding(header), encoding, header);
  });
});

describe('responses of the API', () => {
  let testApp: TestApp;
  let app: App;
  let cookie: string;
  before(async () => {
    testApp = await startApp();
    const ada = await testApp.createMember('ada');
    cookie = ada.cookie;
    const account = await testApp.ports.accounts.findByUsername('ada');
    assert.ok(account);
    for (let count = 0; count < 50; count += 1)
      await testApp.ports.photos.begin(buildListedPhoto(account.id, { title: `Photo ${count}` }), 1e12);
    app = testApp.withOptions({});
  });
  after(() => testApp[Symbol.asyncDispose]());

  const ask = async (path: string, headers: Record<string, string>) => {
    const answer = await app.request(path, { headers });
    return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
  };

  it('are compressed as the client accepts, for members and visitors, fresh and cached', async () => {
    for (const path of [
      '/api/v1/photos?limit=50',
      '/api/v1/me/photos?limit=50',
      '/api/openapi.json',
      '/api/docs',
    ])
      for (const encoding of ['br', 'zstd', 'gzip'] as Encoding[]) {
        const isOwn = path.includes('/me/');
        const plain = await ask(path, isOwn ? { cookie } : {});
        assert.equal(plain.answer.headers.get('content-encoding'), null);
        assert.match(plain.answer.headers.get('vary') ?? '', /accept-encoding/iu, path);
        for (const time of ['first', 'second']) {
          const headers = { 'accept-encoding': encoding, ...(isOwn && { cookie }) };
          const { answer, bytes } = await ask(path, headers);
          assert.equal(answer.headers.get('content-encoding'), encoding, `${path} ${time}`);
          assert.equal(answer.headers.get('content-length'), String(bytes.byteLength));
          assert.ok(bytes.byteLength * 3 < plain.bytes.byteLength, `${path}: ${bytes.byteLength} bytes`);
          assert.deepEqual(new Uint8Array(decoders[encoding](bytes)), plain.bytes, path);
        }
      }
  });

  it('are cached compressed, with a separate ETag for each coding', async () => {
    const tags = new Set<string>();
    for (const encoding of ['br', 'gzip', 'identity']) {
      const headers = { 'accept-encoding': encoding };
      const { answer } = await ask('/api/v1/photos?limit=49', headers);
      const tag = answer.headers.get('etag') ?? '';
      tags.add(tag);
      const again = await ask('/api/v1/photos?limit=49', { ...headers, 'if-none-match': tag });
      assert.equal(again.answer.status, 304);
      assert.equal(again.bytes.byteLength, 0);
    }
    assert.equal(tags.size, 3);
  });

  it('are not compressed if they are short, streamed, errors or contain a new secret', async () => {
    const headers = {
      'accept-encoding': 'br, gzip',
      cookie,
      origin: testApp.url.replace('127.0.0.1', 'localhost'),
    };
    for (const path of ['/api/v1/session', '/api/v1/nothing', '/healthz'])
      assert.equal((await ask(path, headers)).answer.headers.get('content-encoding'), null, path);
    const stream = await app.request('/api/v1/events', { headers });
    assert.equal(stream.headers.get('content-encoding'), null);
    await stream.body?.cancel();
    const made = await app.request('/api/v1/me/tokens', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x'.repeat(100), scopes: ['read'], password }),
    });
    assert.equal(made.status, 201);
    assert.equal(made.headers.get('content-encoding'), null);
    assert.equal(made.headers.get('cache-control'), 'no-store');
  });
});

describe('another origin', () => {
  const origin = 'https://app.example.org';
  const preflight = (app: App, from: string, path = '/api/v1/photos/x') =>
    app.request(path, {
      method: 'OPTIONS',
      headers: {
        origin: from,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization, content-type',
      },
    });

  it('can use the API with a token, but never with a cookie, if it is on the list', async () => {
    await using testApp = await startApp();
    const ada = await testApp.createMember('ada');
    const made = await ada.post('/me/tokens', { name: 'app', scopes: ['read', 'write'], password });
    const app = testApp.withOptions({ corsOrigins: [origin] });
    const allowed = await preflight(app, origin);
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers.get('access-control-allow-origin'), origin);
    assert.match(allowed.headers.get('access-control-allow-methods') ?? '', /\bPATCH\b/u);
    assert.equal(allowed.headers.get('access-control-allow-headers'), 'authorization, content-type');
    const authorization = `Bearer ${made.body.secret}`;
    const send = (headers: Record<string, string>) =>
      app.request('/api/v1/me', {
        method: 'PATCH',
        headers: { origin, 'content-type': 'application/json', ...headers },
        body: '{"bio":"From elsewhere"}',
      });
    const withToken = await send({ authorization });
    assert.equal(withToken.status, 200);
    assert.equal(withToken.headers.get('access-control-allow-origin'), origin);
    assert.match(withToken.headers.get('access-control-expose-headers') ?? '', /\bETag\b.*\bLink\b/u);
    const withCookie = await send({ cookie: ada.cookie });
    assert.equal(withCookie.status, 403);
    for (const answer of [allowed, withToken, withCookie])
      assert.equal(answer.headers.get('access-control-allow-credentials'), null);
  });

  it('gets no CORS headers if it is not on the list, also from the cache', async () => {
    await using testApp = await startApp();
    const app = testApp.withOptions({ corsOrigins: [origin] });
    const strangers = [
      'https://evil.example',
      'http://app.example.org',
      'https://app.example.org.evil.example',
      'null',
    ];
    for (const from of [origin, ...strangers, origin]) {
      const answer = await app.request('/api/v1/photos', { headers: { origin: from } });
      assert.equal(answer.headers.get('access-control-allow-origin'), from === origin ? origin : null, from);
      assert.match(answer.headers.get('vary') ?? '', /\borigin\b/iu);
    }
    for (const from of strangers) {
      const { status, headers } = await preflight(app, from);
      assert.equal(status, 405);
      assert.equal(headers.get('access-control-allow-origin'), null, from);
    }
  });

  it('is not on the list by default', async () => {
    await using testApp = await startApp();
    const app = testApp.withOptions({});
    assert.equal((await preflight(app, origin)).headers.get('access-control-allow-origin'), null);
    const answer = await app.request('/api/v1/photos', { headers: { origin } });
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
    assert.equal(answer.headers.get('cross-origin-resource-policy'), 'same-origin');
  });
});
