import type { AccountId, PhotoId } from '../domain/ids.ts';
import type { Photo, PhotoStatus, Visibility } from '../domain/photo.ts';
import type { Timestamp } from '../domain/time.ts';
import type { Page, PageRequest } from './paging.ts';

export type BeginOutcome =
  | { outcome: 'begun' }
  /** The owner has a photo with this checksum. */
  | { outcome: 'exists'; photo: Photo }
  | { outcome: 'over-quota' }
  /** The owner has as many unfinished uploads as an account may have. */
  | { outcome: 'too-many-unfinished' };

export type ChangeOutcome =
  | { outcome: 'changed'; photo: Photo }
  | { outcome: 'absent' }
  /** Another photo of the owner claims the checksum. */
  | { outcome: 'duplicate' };

export type OwnerFilter = {
  status?: PhotoStatus | undefined;
  visibility?: Visibility | undefined;
  /** Compared by `tagKey`. */
  tag?: string | undefined;
};

/** Photos, their tags and their owners' usage. One write changes all three. */
export interface PhotoStore {
  /** Inserts a photo. Of concurrent announcements of one file, one begins and the others find it. */
  begin(photo: Photo, quotaBytes: number, mostUnfinished?: number): Promise<BeginOutcome>;
  find(id: PhotoId): Promise<Photo | undefined>;
  /** Finds the photo of the owner that claims a checksum. */
  findByChecksum(ownerId: AccountId, sha256: string): Promise<Photo | undefined>;
  /** Finds photos in any order. Missing ones are left out. */
  findMany(ids: readonly PhotoId[]): Promise<Photo[]>;
  /**
   * Applies `change` to the stored photo, and repeats it after a concurrent write. Writes nothing if `change`
   * returns the very photo that it got. Ignores changes of `likeCount`. Only `features/photos/transition.ts` calls
   * it.
   */
  change(id: PhotoId, change: (photo: Photo) => Photo): Promise<ChangeOutcome>;
  /**
   * Removes the photo with its tags, likes and positions in albums. Returns false if it was gone, or if `mayGo`
   * refuses its present state.
   */
  remove(id: PhotoId, mayGo: (photo: Photo) => boolean): Promise<boolean>;

  /** `isListed` photos of all owners, the latest published first. */
  listPublic(request: PageRequest & { tag?: string | undefined }): Promise<Page<Photo>>;
  listPublicByOwner(request: PageRequest & { ownerId: AccountId }): Promise<Page<Photo>>;
  /** Photos outside the trash, the newest first. */
  listByOwner(request: PageRequest & { ownerId: AccountId } & OwnerFilter): Promise<Page<Photo>>;
  /**
   * Distinct tags of an owner's photos outside the trash, in order of `tagKey` and in the spelling of the newest
   * photo. Returns at most `limit`.
   */
  listTags(request: { ownerId: AccountId; limit: number }): Promise<string[]>;
  /** Photos in the trash, the latest trashed first. */
  listTrash(request: PageRequest & { ownerId: AccountId }): Promise<Page<Photo>>;
  /** Photos that were trashed before a time, the earliest first. */
  listTrashedBefore(request: { before: Timestamp; limit: number }): Promise<Photo[]>;
  /** Photos that have been in a passing state since before a time, the earliest first. */
  listWaiting(request: {
    status: Exclude<PhotoStatus, 'ready'>;
    before: Timestamp;
    limit: number;
  }): Promise<Photo[]>;
  /** All photos, in order of id. */
  listAll(request: PageRequest): Promise<Page<Photo>>;
  /** All photos of one owner, trash included, in order of id. */
  listAllByOwner(request: PageRequest & { ownerId: AccountId }): Promise<Page<Photo>>;
}
