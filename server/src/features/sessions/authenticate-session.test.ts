import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { days } from '../../domain/time.ts';
import { startApp, type TestApp } from '../../testing/app/test-app.ts';
import { authenticateSession } from './sessions.ts';

describe('a session', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app[Symbol.asyncDispose]());

  it('ends half a year after its log-in although it is used daily, even if an earlier version renewed it', async () => {
    const secret = (await app.createMember('ada')).cookie.split('=')[1] ?? '';
    const start = app.ports.clock.now();
    const use = (day: number) =>
      authenticateSession({ ...app.ports, clock: { now: () => start + days(day) } }, secret);
    for (let day = 1; day < 180; day += 1) assert.ok(await use(day), `day ${day}`);
    assert.equal(await use(180), undefined);
    const { session } = (await use(179)) ?? {};
    assert.ok(session);
    await app.ports.sessions.renew(session.id, {
      lastSeenAt: start + days(179),
      expiresAt: start + days(209),
    });
    assert.equal(await use(181), undefined);
  });
});
