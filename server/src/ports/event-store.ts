import type { AccountId, EventId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';
import type { AccountEvent } from './events.ts';

export type StoredEvent = { id: EventId; accountId: AccountId; event: AccountEvent; at: Timestamp };

/** For how long events can be listed at least. */
export const eventLifetime = 300_000;

/** What happened in the last minutes, for every process to tell those who are connected to it. */
export interface EventStore {
  append(event: StoredEvent): Promise<void>;
  /** What happened to any of these accounts, at most 100, at that moment or later: the oldest first, at most 1000. */
  listSince(request: { accountIds: readonly AccountId[]; since: Timestamp }): Promise<StoredEvent[]>;
  /** Those whose lifetime is over. */
  removeExpired(now: Timestamp): Promise<void>;
}
