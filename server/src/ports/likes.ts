import type { AccountId, PhotoId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';
import type { Page, PageRequest } from './paging.ts';

export type Like = { photoId: PhotoId; accountId: AccountId; likedAt: Timestamp };

/** A like and the photo's count of them are one write, so that the count is exact. */
export interface LikeStore {
  /** The count after it; absent where the photo is gone. Liking twice changes nothing; a like that was set aside counts again. */
  like(like: Like): Promise<number | undefined>;
  unlike(like: Pick<Like, 'photoId' | 'accountId'>): Promise<number | undefined>;
  /**
   * Takes the like of somebody whom others do not see out of the photo's count and list, or puts it back. The account goes
   * on liking the photo. Answers the count after it; absent if the photo or the like is gone.
   */
  setAside(like: Pick<Like, 'photoId' | 'accountId'>, isAside: boolean): Promise<number | undefined>;
  /** Which of the photos the account likes. */
  findLiked(accountId: AccountId, photoIds: readonly PhotoId[]): Promise<Set<PhotoId>>;
  /** The latest first, as many as the photo counts. */
  listByPhoto(request: PageRequest & { photoId: PhotoId }): Promise<Page<Like>>;
  listByAccount(request: PageRequest & { accountId: AccountId }): Promise<Page<Like>>;
}
