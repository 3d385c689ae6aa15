import type { AccountId, PhotoId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';
import type { Page, PageRequest } from './paging.ts';

export type Like = { photoId: PhotoId; accountId: AccountId; likedAt: Timestamp };

/** A like and the photo's like count are one write, so that the count is exact. */
export interface LikeStore {
  /**
   * Returns the new count, or `undefined` if the photo is gone. Idempotent. A like that was set aside counts again.
   */
  like(like: Like): Promise<number | undefined>;
  unlike(like: Pick<Like, 'photoId' | 'accountId'>): Promise<number | undefined>;
  /**
   * Removes a like from the photo's count and list, or restores it, while the account still likes the photo. For
   * members whom others do not see. Returns the new count, or `undefined` if the photo or the like is gone.
   */
  setAside(like: Pick<Like, 'photoId' | 'accountId'>, isAside: boolean): Promise<number | undefined>;
  /** Returns those of the photos that the account likes. */
  findLiked(accountId: AccountId, photoIds: readonly PhotoId[]): Promise<Set<PhotoId>>;
  /** The likes that the photo counts, the latest first. */
  listByPhoto(request: PageRequest & { photoId: PhotoId }): Promise<Page<Like>>;
  listByAccount(request: PageRequest & { accountId: AccountId }): Promise<Page<Like>>;
}
