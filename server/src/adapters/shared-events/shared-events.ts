import { EventEmitter } from 'node:events';
import type { AccountId, EventId } from '../../domain/ids.ts';
import { seconds, type Timestamp } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventStore, StoredEvent } from '../../ports/event-store.ts';
import type { DatedEvent, EventBus } from '../../ports/events.ts';
import type { Log } from '../../ports/log.ts';
import type { Secrets } from '../../ports/secrets.ts';

export type SharedEventsOptions = {
  store: EventStore;
  secrets: Pick<Secrets, 'createId'>;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** How often a process that somebody is connected to looks for what happened in others, in milliseconds. */
  interval?: number;
};

/** Clocks of servers differ, and what was written last is not seen first. */
const overlap = seconds(10);
const accountsAtOnce = 100;
const everything = Symbol('everything');

/** Events of all processes on one store: those of this one at once, those of others when it looks. */
export function createSharedEvents(options: SharedEventsOptions): EventBus & Disposable {
  const { store, secrets, clock, log, interval = seconds(1) } = options;
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const connected = new Map<AccountId, number>();
  /** What was told here already and may be listed again. */
  const told = new Map<EventId, Timestamp>();
  let isLooking = false;
  let timer: NodeJS.Timeout | undefined;

  function tell({ id, accountId, event, at }: StoredEvent): void {
    if (told.has(id)) return;
    // Where nobody is connected, nothing is listed again, and nothing would be forgotten.
    if (connected.size > 0) told.set(id, clock.now());
    emitter.emit(accountId, { event, at } satisfies DatedEvent);
    emitter.emit(everything);
  }

  async function look(): Promise<void> {
    const now = clock.now();
    for (const [id, at] of told) if (at < now - 2 * overlap) told.delete(id);
    const accountIds = [...connected.keys()];
    for (let index = 0; index < accountIds.length; index += accountsAtOnce)
      (
        await store.listSince({
          accountIds: accountIds.slice(index, index + accountsAtOnce),
          since: now - overlap,
        })
      ).forEach(tell);
  }

  async function lookAgain(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    await look().catch((err) => log.warn({ err }, 'events of other processes are not heard'));
    isLooking = false;
  }

  function connect(accountId: AccountId): void {
    connected.set(accountId, (connected.get(accountId) ?? 0) + 1);
    timer ??= setInterval(() => void lookAgain(), interval).unref();
  }

  function disconnect(accountId: AccountId): void {
    const left = (connected.get(accountId) ?? 1) - 1;
    if (left > 0) connected.set(accountId, left);
    else connected.delete(accountId);
    if (connected.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    told.clear();
  }

  return {
    async publish(accountId, event) {
      const stored = { id: secrets.createId<EventId>(), accountId, event, at: clock.now() };
      tell(stored);
      await store.append(stored).catch((err) => log.warn({ err }, 'event not told to other processes'));
    },

    subscribe(accountId, listener) {
      const heard = (event: DatedEvent) => listener(event);
      emitter.on(accountId, heard);
      connect(accountId);
      return () => {
        if (!emitter.listeners(accountId).includes(heard)) return;
        emitter.off(accountId, heard);
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
