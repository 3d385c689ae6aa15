import { EventEmitter } from 'node:events';
import type { AccountId, EventId } from '../../domain/ids.ts';
import { seconds, type Timestamp } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DatedEvent, EventBus, EventStore, StoredEvent } from '../../ports/events.ts';
import type { Log } from '../../ports/log.ts';
import type { Secrets } from '../../ports/secrets.ts';

export type SharedEventsOptions = {
  store: EventStore;
  secrets: Pick<Secrets, 'createId'>;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** Milliseconds between polls for events of other processes, while a client is connected. */
  interval?: number;
};

/** Servers' clocks differ, and the latest write is not visible first. */
const overlap = seconds(10);
const accountsAtOnce = 100;
const everything = Symbol('everything');

/** Delivers events of all processes that share a store: its own at once, those of others when it polls. */
export function createSharedEvents(options: SharedEventsOptions): EventBus & Disposable {
  const { store, secrets, clock, log, interval = seconds(1) } = options;
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const connected = new Map<AccountId, number>();
  /** Events that were delivered here and may be listed again. */
  const delivered = new Map<EventId, Timestamp>();
  let isPolling = false;
  let timer: NodeJS.Timeout | undefined;

  function deliver({ id, accountId, event, at }: StoredEvent): void {
    if (delivered.has(id)) return;
    // Without clients nothing polls, so nothing would remove the entry.
    if (connected.size > 0) delivered.set(id, clock.now());
    emitter.emit(accountId, { event, at } satisfies DatedEvent);
    emitter.emit(everything);
  }

  async function poll(): Promise<void> {
    const now = clock.now();
    for (const [id, at] of delivered) if (at < now - 2 * overlap) delivered.delete(id);
    const accountIds = [...connected.keys()];
    for (let index = 0; index < accountIds.length; index += accountsAtOnce)
      (
        await store.listSince({
          accountIds: accountIds.slice(index, index + accountsAtOnce),
          since: now - overlap,
        })
      ).forEach(deliver);
  }

  async function pollOnce(): Promise<void> {
    if (isPolling) return;
    isPolling = true;
    await poll().catch((err) => log.warn({ err }, 'events of other processes cannot be read'));
    isPolling = false;
  }

  function connect(accountId: AccountId): void {
    connected.set(accountId, (connected.get(accountId) ?? 0) + 1);
    timer ??= setInterval(() => void pollOnce(), interval).unref();
  }

  function disconnect(accountId: AccountId): void {
    const left = (connected.get(accountId) ?? 1) - 1;
    if (left > 0) connected.set(accountId, left);
    else connected.delete(accountId);
    if (connected.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    delivered.clear();
  }

  return {
    async publish(accountId, event) {
      const stored = { id: secrets.createId<EventId>(), accountId, event, at: clock.now() };
      deliver(stored);
      await store.append(stored).catch((err) => log.warn({ err }, 'event not delivered to other processes'));
    },

    subscribe(accountId, listener) {
      const onEvent = (event: DatedEvent) => listener(event);
      emitter.on(accountId, onEvent);
      connect(accountId);
      return () => {
        if (!emitter.listeners(accountId).includes(onEvent)) return;
        emitter.off(accountId, onEvent);
        disconnect(accountId);
      };
    },

    async listSince(accountId, since) {
      const listed = await store.listSince({ accountIds: [accountId], since });
      return listed.map(({ event, at }) => ({ event, at }));
    },

    announceChange() {
      emitter.emit(everything);
    },

    subscribeToAll(listener) {
      emitter.on(everything, listener);
      return () => emitter.off(everything, listener);
    },

    removeExpired: (now) => store.removeExpired(now),

    [Symbol.dispose]: () => clearInterval(timer),
  };
}
