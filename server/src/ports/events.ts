import type { AccountId, PhotoId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';

/** What happened to something of an account's, for whoever of them is looking just now. */
export type AccountEvent =
  | { type: 'photo.changed'; photoId: PhotoId }
  | { type: 'photo.gone'; photoId: PhotoId }
  | { type: 'photo.liked'; photoId: PhotoId; likeCount: number };

export type DatedEvent = { event: AccountEvent; at: Timestamp };

/**
 * Tells those who are connected, to whatever process, within seconds: never the only way to learn of something. An event
 * may be told twice.
 */
export interface EventBus {
  /** Never rejects: what happened has happened. */
  publish(accountId: AccountId, event: AccountEvent): Promise<void>;
  /** Returns the way to stop listening. */
  subscribe(accountId: AccountId, listener: (event: DatedEvent) => void): () => void;
  /** At that moment or later, as far back as events are kept, the oldest first. */
  listSince(accountId: AccountId, since: Timestamp): Promise<DatedEvent[]>;
  /** Something changed that many may see, and that is not about one photo. Heard in this process alone. */
  announceChange(): void;
  /** Hears of everything, to forget what it may have kept. */
  subscribeToAll(listener: () => void): () => void;
  /** Forgets what is too old to be told. */
  removeExpired(now: Timestamp): Promise<void>;
}
