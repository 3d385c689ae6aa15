import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { days } from '../../domain/time.ts';
import { type Gallery, startGallery } from '../../testing/gallery.ts';
import { authenticateSession } from './authenticate-session.ts';

describe('a session', () => {
  let gallery: Gallery;
  before(async () => {
    gallery = await startGallery();
  });
  after(() => gallery[Symbol.asyncDispose]());

  it('that is used each day ends half a year after its log-in, also if an earlier version renewed it', async () => {
    const secret = (await gallery.member('ada')).cookie.split('=')[1] ?? '';
    const start = gallery.ports.clock.now();
    const use = (day: number) =>
      authenticateSession({ ...gallery.ports, clock: { now: () => start + days(day) } }, secret);
    for (let day = 1; day < 180; day += 1) assert.ok(await use(day), `day ${day}`);
    assert.equal(await use(180), undefined);
    const { session } = (await use(179)) ?? {};
    assert.ok(session);
    await gallery.ports.sessions.renew(session.id, {
      lastSeenAt: start + days(179),
      expiresAt: start + days(209),
    });
    assert.equal(await use(181), undefined);
  });
});
