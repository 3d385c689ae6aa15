import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AccountId, EventId, PhotoId } from '../../domain/ids.ts';
import { type EventStore, eventLifetime, type StoredEvent } from '../events.ts';
import { newId, noon, times } from './builders.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

/** Describes the promises of every event store. */
export function describeEventStore(name: string, create: CreateHarness<'events'>): void {
  describe(name, () => {
    let harness: StoreHarness<'events'>;
    let events: EventStore;
    const ada = newId<AccountId>();
    const bob = newId<AccountId>();

    const build = (accountId: AccountId, at: number): StoredEvent => ({
      id: newId<EventId>(),
      accountId,
      event: { type: 'photo.liked', photoId: newId<PhotoId>(), likeCount: at - noon },
      at,
    });
    const since = (at: number, ...accountIds: AccountId[]) =>
      harness.elsewhere.events.listSince({ accountIds, since: at });

    beforeEach(async () => {
      harness = await create();
      events = harness.stores.events;
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    it('lists newer events for another process, oldest first', async () => {
      const told = [noon + 5, noon, noon + 9, noon + 5].map((at) => build(ada, at));
      for (const event of told) await events.append(event);
      const byTime = (a: StoredEvent, b: StoredEvent) => a.at - b.at || (a.id < b.id ? -1 : 1);
      assert.deepEqual(await since(noon + 5, ada), told.toSorted(byTime).slice(1));
    });

    it('lists events of the requested accounts only', async () => {
      const [hers, his] = [build(ada, noon), build(bob, noon + 1)];
      for (const event of [hers, his, build(newId<AccountId>(), noon)]) await events.append(event);
      assert.deepEqual(await since(noon, bob), [his]);
      assert.deepEqual(await since(noon, ada, bob), [hers, his]);
      const many = times(99, () => newId<AccountId>());
      assert.deepEqual(await since(noon, ...many, ada), [hers]);
      assert.deepEqual(await since(noon), []);
    });

    it('lists a thousand at most', async () => {
      // Appends a hundred at a time, because a thousand would wait longer than the connection timeout.
      for (const hundred of times(11, (count) => count * 100))
        await Promise.all(times(100, (index) => events.append(build(ada, noon + hundred + index))));
      const listed = await since(noon, ada);
      assert.equal(listed.length, 1000);
      assert.equal(listed.at(-1)?.at, noon + 999);
    });

    it('keeps events for their lifetime and then removes them', async () => {
      await events.append(build(ada, noon));
      await events.removeExpired(noon + eventLifetime - 1);
      assert.equal((await since(noon, ada)).length, 1);
      await events.removeExpired(noon + eventLifetime + 1);
      await events.removeExpired(noon + eventLifetime + 1);
    });
  });
}
