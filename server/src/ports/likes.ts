import type { AccountId, PhotoId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';
import type { Page, PageRequest } from './paging.ts';

export type Like = { photoId: PhotoId; accountId: AccountId; likedAt: Timestamp };

/** A like and the photo's count of them are one write, so that the count is exact. */
export interface LikeStore {
  /** The count after it; absent where the photo is gone. Liking twice changes nothing. */
  like(like: Like): Promise<number | undefined>;
  unlike(like: Pick<Like, 'photoId' | 'accountId'>): Promise<number | undefined>;
  /** Which of the photos the account likes. */
  findLiked(accountId: AccountId, photoIds: readonly PhotoId[]): Promise<Set<PhotoId>>;
  /** The latest first. */
  listByPhoto(request: PageRequest & { photoId: PhotoId }): Promise<Page<Like>>;
  listByAccount(request: PageRequest & { accountId: AccountId }): Promise<Page<Like>>;
}
