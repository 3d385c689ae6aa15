import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import { Hono } from 'hono';
import { keepPublicAnswers } from './answer-cache.ts';
import type { Environment } from './environment.ts';

const megabyte = 1024 * 1024;

describe('what is kept of public answers', () => {
  function serve() {
    let forget = () => {};
    const clock = { time: 1e12, now: () => clock.time };
    const asked: string[] = [];
    const app = new Hono<Environment>();
    app.use(
      keepPublicAnswers({
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
    const ask = async (query: string) => (await app.request(`${apiBase}/photos?${query}`)).arrayBuffer();
    return { ask, asked, clock };
  }

  it('answers the same question once', async () => {
    const { ask, asked } = serve();
    for (let count = 0; count < 3; count += 1) assert.equal((await ask('size=1000')).byteLength, 1000);
    assert.equal(asked.length, 1);
  });

  it('is not kept longer where the clock is set back', async () => {
    const { ask, asked, clock } = serve();
    await ask('size=1000');
    clock.time -= 3_600_000;
    await ask('size=1000');
    assert.equal(asked.length, 2);
  });

  it('is bounded by its bytes, whatever is asked', async () => {
    const { ask, asked } = serve();
    const questions = Array.from({ length: 100 }, (_, index) => `size=${megabyte}&other=${index}`);
    for (const question of questions) await ask(question);
    const before = asked.length;
    for (const question of questions.toReversed()) await ask(question);
    const kept = questions.length - (asked.length - before);
    assert.ok(kept > 0 && kept <= 32, `${kept} MB are kept`);
  });

  it('holds no answer that alone would fill it', async () => {
    const { ask, asked } = serve();
    for (let count = 0; count < 3; count += 1) await ask(`size=${3 * megabyte}`);
    assert.equal(asked.length, 3);
  });
});
