import type { AccountId, PhotoId } from '../domain/ids.ts';

/** What happened to something of an account's, for whoever of them is looking just now. */
export type AccountEvent =
  | { type: 'photo.changed'; photoId: PhotoId }
  | { type: 'photo.gone'; photoId: PhotoId }
  | { type: 'photo.liked'; photoId: PhotoId; likeCount: number };

/** Told at most once and only to those connected: never the only way to learn of something. */
export interface EventBus {
  publish(accountId: AccountId, event: AccountEvent): Promise<void>;
  /** Returns the way to stop listening. */
  subscribe(accountId: AccountId, listener: (event: AccountEvent) => void): () => void;
  /** Something changed that many may see, and that is not about one photo. */
  announceChange(): void;
  /** Hears of everything, to forget what it may have kept. */
  subscribeToAll(listener: () => void): () => void;
}
