import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import { Hono } from 'hono';
import { buildAccount } from '../ports/conformance/builders.ts';
import type { AppEnv } from './environment.ts';
import { cachePublicFeed } from './response-cache.ts';

const megabyte = 1024 * 1024;

describe('the cache of public responses', () => {
  function serve() {
    let forget = () => {};
    const clock = { time: 1e12, now: () => clock.time };
    const asked: string[] = [];
    const app = new Hono<AppEnv>();
    app.use(
      cachePublicFeed({
        clock,
        events: {
          publish: async () => {},
          subscribe: () => () => {},
          listSince: async () => [],
          announceChange: () => forget(),
          subscribeToAll: (listener) => {
            forget = listener;
            return () => {};
          },
          removeExpired: async () => {},
        },
      }),
    );
    app.get(`${apiBase}/photos`, (c) => {
      asked.push(c.req.url);
      return c.body('x'.repeat(Number(c.req.query('size'))));
    });
    app.all(`${apiBase}/change`, (c) => {
      if (c.req.header('cookie')) c.set('account', buildAccount());
      return c.body(null, Number(c.req.query('status')) as 204);
    });
    const ask = async (query: string) => (await app.request(`${apiBase}/photos?${query}`)).arrayBuffer();
    return { app, ask, asked, clock };
  }

  it('computes the same response once', async () => {
    const { ask, asked } = serve();
    for (let count = 0; count < 3; count += 1) assert.equal((await ask('size=1000')).byteLength, 1000);
    assert.equal(asked.length, 1);
  });

  it('is cleared after a member’s change or a server error', async () => {
    for (const [method, status] of [
      ['POST', 201],
      ['PUT', 204],
      ['PATCH', 200],
      ['DELETE', 204],
      ['POST', 500],
    ] as const) {
      const { app, ask, asked } = serve();
      await ask('size=1000');
      const headers = { cookie: 'session=ada' };
      await app.request(`${apiBase}/change?status=${status}`, { method, headers });
      await ask('size=1000');
      assert.equal(asked.length, 2, `${method} ${status}`);
    }
  });

  it('survives the requests of visitors and refused requests of members', async () => {
    const { app, ask, asked } = serve();
    await ask('size=1000');
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE']) {
      for (const status of [200, 202, 404, 500])
        await app.request(`${apiBase}/change?status=${status}`, { method });
      await app.request('/media/x', { method });
      for (const status of [400, 401, 403, 404, 409, 429])
        await app.request(`${apiBase}/change?status=${status}`, {
          method,
          headers: { cookie: 'session=ada' },
        });
    }
    await ask('size=1000');
    assert.equal(asked.length, 1);
  });

  it('keeps no response longer if the clock is set back', async () => {
    const { ask, asked, clock } = serve();
    await ask('size=1000');
    clock.time -= 3_600_000;
    await ask('size=1000');
    assert.equal(asked.length, 2);
  });

  it('limits its size in bytes', async () => {
    const { ask, asked } = serve();
    const questions = Array.from({ length: 100 }, (_, index) => `size=${megabyte}&other=${index}`);
    for (const question of questions) await ask(question);
    const before = asked.length;
    for (const question of questions.toReversed()) await ask(question);
    const kept = questions.length - (asked.length - before);
    assert.ok(kept > 0 && kept <= 32, `${kept} MB are kept`);
  });

  it('stores no response that would fill it alone', async () => {
    const { ask, asked } = serve();
    for (let count = 0; count < 3; count += 1) await ask(`size=${3 * megabyte}`);
    assert.equal(asked.length, 3);
  });
});
