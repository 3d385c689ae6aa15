import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { createSessionCookies } from './authenticate.ts';
import type { App, AppEnv } from './environment.ts';
import { addPages } from './pages.ts';

/** Renders pages with an API that records and answers every request. */
function startPages() {
  const asked: string[] = [];
  const app: App = new Hono<AppEnv>();
  app.get('/api/v1/*', (c) => {
    asked.push(new URL(c.req.url).pathname);
    return c.json({});
  });
  const publicUrl = 'http://localhost';
  addPages(app, {
    publicUrl,
    cookies: createSessionCookies(publicUrl),
    render: async ({ answers }) => ({ status: 200, html: Object.keys(answers).join('\n') }),
  });
  return { app, asked };
}

describe('pages', () => {
  it('return a visitor to the full URL after log-in', async () => {
    const { app } = startPages();
    const { status, headers } = await app.request('/me?tag=b%2Fw');
    assert.deepEqual(
      [status, headers.get('location')],
      [302, `/login?next=${encodeURIComponent('/me?tag=b%2Fw')}`],
    );
  });

  it('are found at the URLs that people type', async () => {
    const { app } = startPages();
    for (const [typed, meant] of [
      ['/signup', '/register'],
      ['/signin?next=%2Fme', '/login?next=%2Fme'],
      ['/upload', '/me?upload'],
      ['/gallery?tag=sea', '/me?tag=sea'],
      ['/profile', '/login?next=%2Fprofile'],
    ] as const) {
      const { status, headers } = await app.request(typed);
      assert.deepEqual([status, headers.get('location')], [302, meant], typed);
    }
  });

  it('send only the API requests that they need, whatever the URL contains', async () => {
    const nested = (levels: number): string =>
      levels === 0 ? 'x' : encodeURIComponent(`../../../albums/${nested(levels - 1)}`);
    for (const path of [
      `/albums/${nested(4)}`,
      '/photos/..%2Fevents',
      '/photos/..%2F..%2F..%2Fhealthz',
      '/users/..%2F..%2F..%2Fusers%2Fada',
      '/photos/x%3Flimit=1%23y',
    ]) {
      const { app, asked } = startPages();
      const response = await app.request(path, { headers: { accept: 'text/html' } });
      assert.equal(response.status, 200, path);
      assert.ok(asked.length <= 3, `${path} asked ${asked.length} times`);
      assert.ok(
        asked.every((address) => address.startsWith('/api/v1/')),
        asked.join(' '),
      );
    }
  });
});
