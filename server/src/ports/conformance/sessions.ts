import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AccountId, SessionId } from '../../domain/ids.ts';
import type { Session } from '../../domain/session.ts';
import type { SessionStore } from '../sessions.ts';
import { buildSession, newId, noon, times } from './builders.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

/** Describes the promises of every session store. */
export function describeSessionStore(name: string, create: CreateHarness<'sessions'>): void {
  describe(name, () => {
    let harness: StoreHarness<'sessions'>;
    let sessions: SessionStore;
    const accountId = newId<AccountId>();

    beforeEach(async () => {
      harness = await create();
      sessions = harness.stores.sessions;
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    async function insert(change: Partial<Session> = {}): Promise<Session> {
      const session = buildSession(accountId, change);
      await sessions.insert(session);
      return session;
    }
    const listIds = async (now = noon) => (await sessions.listByAccount(accountId, now)).map(({ id }) => id);

    it('finds a session by its digest from every process', async () => {
      const session = await insert();
      assert.deepEqual(await sessions.findByDigest(session.secretDigest, noon), session);
      assert.deepEqual(await harness.elsewhere.sessions.findByDigest(session.secretDigest, noon), session);
      assert.equal(await sessions.findByDigest('another', noon), undefined);
    });

    it('finds no expired one', async () => {
      const { secretDigest } = await insert();
      assert.ok(await sessions.findByDigest(secretDigest, noon + 999));
      assert.equal(await sessions.findByDigest(secretDigest, noon + 1000), undefined);
    });

    it('renews a session', async () => {
      const session = await insert();
      const renewed = { lastSeenAt: noon + 500, expiresAt: noon + 5000 };
      await sessions.renew(session.id, renewed);
      assert.deepEqual(await sessions.findByDigest(session.secretDigest, noon + 4000), {
        ...session,
        ...renewed,
      });
    });

    it('does not restore a removed session by renewing it', async () => {
      const session = await insert();
      await sessions.remove(accountId, session.id);
      await sessions.renew(session.id, { lastSeenAt: noon, expiresAt: noon + 5000 });
      assert.equal(await sessions.findByDigest(session.secretDigest, noon), undefined);
      assert.deepEqual(await listIds(), []);
    });

    it('lists an account’s valid sessions, latest use first', async () => {
      const [early, late] = [await insert(), await insert({ lastSeenAt: noon + 1 })];
      await insert({ accountId: newId<AccountId>() });
      await insert({ expiresAt: noon });
      assert.deepEqual(await listIds(), [late.id, early.id]);
      await sessions.renew(early.id, { lastSeenAt: noon + 2, expiresAt: noon + 1000 });
      assert.deepEqual(await listIds(), [early.id, late.id]);
    });

    it('lists at most a hundred', async () => {
      await Promise.all(times(105, () => insert()));
      assert.equal((await listIds()).length, 100);
    });

    it('removes a session for its account only and reports the result', async () => {
      const session = await insert();
      assert.equal(await sessions.remove(newId<AccountId>(), session.id), false);
      assert.equal(await sessions.remove(accountId, newId<SessionId>()), false);
      assert.equal(await sessions.remove(accountId, session.id), true);
      assert.equal(await sessions.remove(accountId, session.id), false);
    });

    it('removes all sessions of an account, or all but one', async () => {
      const [kept] = [await insert(), await insert(), await insert()];
      const other = await insert({ accountId: newId<AccountId>() });
      await sessions.removeAll(accountId, kept.id);
      assert.deepEqual(await listIds(), [kept.id]);
      await sessions.removeAll(accountId);
      assert.deepEqual(await listIds(), []);
      assert.ok(await sessions.findByDigest(other.secretDigest, noon));
    });

    it('removes only expired ones', async () => {
      const [holds, expired] = [await insert(), await insert({ expiresAt: noon + 1 })];
      await sessions.removeExpired(noon + 1);
      assert.deepEqual(await listIds(0), [holds.id]);
      assert.equal(await sessions.findByDigest(expired.secretDigest, 0), undefined);
    });
  });
}
