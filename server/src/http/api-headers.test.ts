import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

describe('headers of API responses', () => {
  let app: TestApp;
  let ada: TestClient;
  let bob: TestClient;
  before(async () => {
    app = await startApp();
    [ada, bob] = [await app.createMember('ada'), await app.createMember('bob')];
  });
  after(() => app[Symbol.asyncDispose]());

  const send = (
    person: TestClient,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) =>
    person.fetch(`/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  it('sends a Bearer challenge with each 401, and names the scope that a token lacks', async () => {
    const challengeTo = async (path: string, init?: RequestInit) => {
      const answer = await app.fetch(`/api/v1${path}`, init);
      return [answer.status, answer.headers.get('www-authenticate')];
    };
    assert.deepEqual(await challengeTo('/me'), [401, 'Bearer realm="Vitrine"']);
    const wrong = await challengeTo('/photos', { headers: { authorization: 'Bearer none-of-ours' } });
    assert.equal(wrong[0], 401);
    assert.match(
      String(wrong[1]),
      /^Bearer realm="Vitrine", error="invalid_token", error_description="[^"\\]+"$/u,
    );
    const logIn = await send(app.createVisitor(), 'POST', '/session', {
      login: 'ada',
      password: 'wrong password',
    });
    assert.equal(logIn.headers.get('www-authenticate'), 'Bearer realm="Vitrine"');
    const made = await ada.post('/me/tokens', {
      ...{ name: 'reader', scopes: ['read'], password: 'correct horse battery' },
    });
    const authorization = `Bearer ${made.body.secret}`;
    const scoped = await challengeTo('/me/trash', { method: 'DELETE', headers: { authorization } });
    assert.deepEqual(scoped, [403, 'Bearer realm="Vitrine", error="insufficient_scope", scope="write"']);
  });

  it('sends the remaining requests of each limit and the time of its reset', async () => {
    const visitor = app.createVisitor();
    const tryOnce = () => send(visitor, 'POST', '/accounts/resend-code', { login: 'nobody-at-all' });
    for (const remaining of [4, 3, 2, 1, 0]) {
      const { status, headers } = await tryOnce();
      assert.equal(status, 202);
      assert.equal(headers.get('ratelimit-policy'), '"network";q=100;w=3600, "login";q=5;w=3600');
      assert.match(headers.get('ratelimit') ?? '', new RegExp(`"login";r=${remaining};t=\\d+$`, 'u'));
    }
    const { status, headers } = await tryOnce();
    assert.equal(status, 429);
    const seconds = Number(headers.get('retry-after'));
    assert.ok(seconds > 3_000 && seconds <= 3_600);
    assert.match(headers.get('ratelimit') ?? '', /"login";r=0;t=3\d{3}$/u);
    const album = await send(ada, 'POST', '/albums', { title: 'Counted' });
    assert.equal(album.headers.get('ratelimit-policy'), '"member";q=1000;w=3600');
    assert.equal((await send(ada, 'GET', '/me')).headers.get('ratelimit'), null);
  });

  it('links each page of a list to the next, except the last page', async () => {
    for (const title of ['One', 'Two', 'Three']) await bob.post('/albums', { title });
    let next: string | undefined = '/api/v1/me/albums?limit=1';
    const titles: string[] = [];
    while (next) {
      const answer: Response = await bob.fetch(next);
      const body = (await answer.json()) as { items: { title: string }[]; nextCursor: string | null };
      titles.push(...body.items.map(({ title }) => title));
      next = /^<([^>]+)>; rel="next"$/u.exec(answer.headers.get('link') ?? '')?.[1];
      assert.equal(next === undefined, body.nextCursor === null);
    }
    assert.deepEqual(titles, ['Three', 'Two', 'One']);
  });

  it('refuses a change if If-Match names an earlier state', async () => {
    const bytes = await makeJpeg();
    const { id } = await ada.upload(bytes);
    await app.runJobs();
    const album = (await ada.post('/albums', { title: 'Before' })).body.id;
    const photoIds = { photoIds: [id] };
    await ada.post(`/albums/${album}/photos`, photoIds);
    const cases: { path: string; edit: object; others: [string, string, unknown][] }[] = [
      { path: '/me', edit: { bio: 'Hello' }, others: [] },
      { path: `/albums/${album}`, edit: { title: 'After' }, others: [['PUT', '/order', photoIds]] },
      { path: `/photos/${id}`, edit: { title: 'After' }, others: [] },
    ];
    for (const { path, edit, others } of cases) {
      const read = await send(ada, 'GET', path);
      // A content coding makes the ETag weak.
      const first = read.headers.get('etag')?.replace(/^W\//u, '') ?? '';
      assert.match(first, /^"[\w-]+\.[\w-]+"$/u, path);
      const again = await send(ada, 'GET', path, undefined, { 'if-none-match': `W/${first}` });
      assert.equal(again.status, 304, path);
      const changed = await send(ada, 'PATCH', path, edit, { 'if-match': first });
      assert.equal(changed.status, 200, path);
      const late: [string, string, unknown][] = [['PATCH', '', edit], ...others];
      if (path !== '/me') late.push(['DELETE', '', undefined]);
      for (const [method, below, body] of late)
        for (const tag of [first, `W/${first}`, '"other"', 'nonsense', ' ']) {
          const refused = await send(ada, method, path + below, body, { 'if-match': tag });
          assert.equal(refused.status, 412, `${method} ${path}${below} with ${tag}`);
        }
      const second = changed.headers.get('etag')?.replace(/^W\//u, '') ?? '';
      assert.notEqual(second, first);
      for (const tag of ['*', `"other", W/${second}`]) {
        const taken = await send(ada, 'PATCH', path, edit, { 'if-match': tag });
        assert.equal(taken.status, 200, `${path} with ${tag}`);
        if (path.startsWith('/albums')) break;
      }
    }
    // A like is no edit by the owner, and strangers get no state.
    await ada.patch(`/photos/${id}`, { visibility: 'public' });
    const before = (await send(ada, 'GET', `/photos/${id}`)).headers.get('etag') ?? '';
    await bob.put(`/photos/${id}/like`);
    const hers = await send(ada, 'PATCH', `/photos/${id}`, { title: 'Liked' }, { 'if-match': before });
    assert.equal(hers.status, 200);
    const his = await send(bob, 'PATCH', `/photos/${id}`, { title: 'Mine' }, { 'if-match': '"x"' });
    assert.equal(his.status, 404);
    const late = await send(ada, 'DELETE', `/photos/${id}`, undefined, { 'if-match': before });
    assert.equal(late.status, 412);
    const seen = (await send(ada, 'GET', `/photos/${id}`)).headers.get('etag') ?? '';
    const gone = await send(ada, 'DELETE', `/photos/${id}`, undefined, { 'if-match': seen });
    assert.equal(gone.status, 204);
  });

  it('removes photos from an album by POST and by DELETE', async () => {
    const { id } = await bob.upload(await makeJpeg({ width: 41 }));
    await app.runJobs();
    const album = (await bob.post('/albums', { title: 'Emptied', photoIds: [id] })).body;
    assert.equal(album.photoCount, 1);
    const emptied = await bob.post(`/albums/${album.id}/photos/remove`, { photoIds: [id] });
    assert.deepEqual([emptied.status, emptied.body.photoCount], [200, 0]);
  });

  it('returns its version to anyone', async () => {
    const { body } = await app.createVisitor().get('/version');
    assert.match(body.version, /^\d+\.\d+\.\d+/u);
    assert.match(body.api, /^\d+\.\d+\.\d+$/u);
  });
});
