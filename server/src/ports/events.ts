import type { AccountId, EventId, PhotoId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';

/** Event for the open windows of an account. */
export type AccountEvent =
  | { type: 'photo.changed'; photoId: PhotoId }
  | { type: 'photo.gone'; photoId: PhotoId }
  | { type: 'photo.liked'; photoId: PhotoId; likeCount: number };

export type DatedEvent = { event: AccountEvent; at: Timestamp };

/**
 * Delivers events to the connections of every process within seconds. Best effort: events may be lost or repeated.
 */
export interface EventBus {
  /** Never rejects, because the change that it reports is done. */
  publish(accountId: AccountId, event: AccountEvent): Promise<void>;
  /** Returns a function that ends the subscription. */
  subscribe(accountId: AccountId, listener: (event: DatedEvent) => void): () => void;
  /** Events from `since` on, as far back as they are kept, the oldest first. */
  listSince(accountId: AccountId, since: Timestamp): Promise<DatedEvent[]>;
  /** Announces a change that concerns more than one photo. Reaches this process alone. */
  announceChange(): void;
  /** Calls `listener` after every event, so that it clears its cache. */
  subscribeToAll(listener: () => void): () => void;
  /** Removes events whose lifetime is over. */
  removeExpired(now: Timestamp): Promise<void>;
}

export type StoredEvent = { id: EventId; accountId: AccountId; event: AccountEvent; at: Timestamp };

/** Events can be listed for this long at least. */
export const eventLifetime = 300_000;

/** Events of the last minutes, from which every process serves its own connections. */
export interface EventStore {
  append(event: StoredEvent): Promise<void>;
  /** Events of at most 100 accounts from `since` on, the oldest first. Returns at most 1000. */
  listSince(request: { accountIds: readonly AccountId[]; since: Timestamp }): Promise<StoredEvent[]>;
  /** Removes events whose lifetime is over. */
  removeExpired(now: Timestamp): Promise<void>;
}
