import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import type { App } from './environment.ts';

type Line = { level: string; message: string; fields: Record<string, unknown> };

describe('the access log', () => {
  const lines: Line[] = [];
  let testApp: TestApp;
  let app: App;

  before(async () => {
    testApp = await startApp();
    const write = (level: string) => (fields: Record<string, unknown>, message: string) =>
      void lines.push({ level, message, fields });
    const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
    const files = new Map([
      ['/assets/app-1f2e.js', { bytes: new Uint8Array([1]), contentType: 'text/javascript' }],
    ]);
    app = testApp.withOptions({
      ports: { ...testApp.ports, log },
      web: { files, render: async () => ({ status: 200, html: '<!doctype html>' }) },
    });
  });
  after(() => testApp[Symbol.asyncDispose]());
  beforeEach(() => lines.splice(0));

  const answered = (level: string) =>
    lines
      .filter((line) => line.level === level && line.message === 'request answered')
      .map(({ fields }) => fields);

  it('has one line per request, also for a page with internal requests', async () => {
    // The second response comes from the cache.
    for (const path of ['/api/v1/photos', '/api/v1/photos', '/', '/nowhere', '/api/docs'])
      await app.request(path);
    assert.deepEqual(
      answered('info').map(({ method, route, path, status }) => [method, route, path, status]),
      [
        ['GET', '/api/v1/photos', '/api/v1/photos', 200],
        ['GET', '/api/v1/photos', '/api/v1/photos', 200],
        ['GET', '/', '/', 200],
        ['GET', null, '/nowhere', 404],
        ['GET', '/api/docs', '/api/docs', 200],
      ],
    );
    for (const { milliseconds, requestId } of answered('info')) {
      assert.ok(Number.isInteger(milliseconds));
      assert.match(String(requestId), /^[\w-]{36}$/u);
    }
  });

  it('logs frequent requests at debug level', async () => {
    for (const path of ['/assets/app-1f2e.js', '/healthz', '/readyz', '/media/photo/revision/320.webp'])
      await app.request(path);
    assert.equal(answered('info').length, 0);
    assert.equal(answered('debug').length, 4);
  });

  it('names the caller by account id only', async () => {
    const member = await testApp.createMember('ada');
    await app.request('/api/v1/me', { headers: { cookie: member.cookie } });
    const [line] = answered('info');
    const { account } = (await member.get('/me')).body;
    assert.equal(line?.accountId, account.id);
    assert.doesNotMatch(JSON.stringify(lines), /ada@|vitrine_session/u);
  });

  it('contains no query, no e-mail address and no overlong path', async () => {
    const strange = ['/api/v1/users/ada@example.org', '/u/ada%40example.org/x', `/${'long'.repeat(1000)}`];
    for (const path of [...strange, '/media/a/b/c?signature=sealed'])
      await app.request(`${path}${path.includes('?') ? '' : '?secret=sealed'}`);
    const text = JSON.stringify(lines);
    assert.doesNotMatch(text, /sealed|example\.org/u);
    assert.ok(text.length < 3_000, `${text.length} characters`);
  });

  it('adopts the id and trace of a request, and creates an id if they are malformed', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traceparent = `00-${trace}-00f067aa0ba902b7-01`;
    const ask = async (headers: Record<string, string>) =>
      (await app.request('/api/v1/nothing', { headers })).headers.get('x-request-id');
    assert.equal(await ask({ 'x-request-id': 'proxy-1.2_3' }), 'proxy-1.2_3');
    assert.equal(await ask({ 'x-request-id': 'proxy-1234', traceparent }), 'proxy-1234');
    assert.equal(await ask({ traceparent }), trace);
    assert.deepEqual(
      answered('info').map(({ traceId }) => traceId),
      [undefined, trace, trace],
    );
    const malformed = ['short', 'x'.repeat(129), 'two words', '"quoted-id"', '{"a":"bcdefgh"}', 'ütf-8-äöü'];
    for (const id of malformed) {
      const answer = await ask({ 'x-request-id': encodeURI(id) === id ? id : encodeURI(id) });
      assert.match(answer ?? '', /^[\da-f-]{36}$/u, id);
    }
    for (const wrong of [
      `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
      'ff-x',
      `${traceparent}0`,
      traceparent.toUpperCase(),
    ])
      assert.match((await ask({ traceparent: wrong })) ?? '', /^[\da-f]{8}-/u, wrong);
  });

  it('adds the request id to a problem', async () => {
    const answer = await app.request('/api/v1/me', { headers: { 'x-request-id': 'from-outside' } });
    assert.equal(((await answer.json()) as { requestId: string }).requestId, 'from-outside');
  });
});

describe('a known path', () => {
  it('answers 405 with the allowed methods to any other method, in the API and outside', async () => {
    await using testApp = await startApp();
    const cases: [string, string, string][] = [
      ['PUT', '/api/v1/photos', 'GET, HEAD'],
      ['POST', '/api/v1/me/photos', 'GET, HEAD'],
      ['POST', '/api/v1/photos/some-photo', 'DELETE, GET, HEAD, PATCH'],
      ['GET', '/api/v1/photos/bulk/', ''],
      ['PUT', '/api/v1/photos/bulk', 'DELETE, GET, HEAD, PATCH, POST'],
      ['GET', '/api/v1/accounts/confirm', 'POST'],
      ['HEAD', '/api/v1/accounts/confirm', 'POST'],
      ['OPTIONS', '/api/v1/photos', 'GET, HEAD'],
      ['POST', '/healthz', 'GET, HEAD'],
      ['DELETE', '/api/openapi.json', 'GET, HEAD'],
      ['POST', '/media/photo/revision/320.webp', 'GET, HEAD'],
      ['POST', '/api/v1/nothing', ''],
    ];
    for (const [method, path, allow] of cases) {
      const answer = await testApp.fetch(path, { method });
      assert.equal(answer.status, allow ? 405 : 404, `${method} ${path}`);
      const allowed = answer.headers.get('allow') ?? '';
      // Only requires the named methods, so that the API may add others.
      for (const one of allow.split(', ')) assert.ok(allowed.includes(one), `${method} ${path}: ${allowed}`);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    }
  });
});
