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
  /** Another photo of the owner claims the checksum that this one would have. */
  | { outcome: 'duplicate' };

export type OwnerFilter = {
  status?: PhotoStatus | undefined;
  visibility?: Visibility | undefined;
  /** Compared by `tagKey`. */
  tag?: string | undefined;
};

/** Photos, their tags, and how much their owners hold: one write changes all three. */
export interface PhotoStore {
  /** One of many that announce the same file at once begins; the others find it. */
  begin(photo: Photo, quotaBytes: number, mostUnfinished?: number): Promise<BeginOutcome>;
  find(id: PhotoId): Promise<Photo | undefined>;
  /** The photo of the owner that claims a checksum. */
  findByChecksum(ownerId: AccountId, sha256: string): Promise<Photo | undefined>;
  /** In any order; those that are gone are left out. */
  findMany(ids: readonly PhotoId[]): Promise<Photo[]>;
  /**
   * Applies `change` to the photo as it is, again where another write came between. Where `change` returns the very
   * photo that it was given, nothing is written. `likeCount` is not changed by it.
   */
  change(id: PhotoId, change: (photo: Photo) => Photo): Promise<ChangeOutcome>;
  /**
   * Removes the photo with its tags, likes and places in albums. False where it was gone already, or `mayGo` keeps it as
   * it is by then.
   */
  remove(id: PhotoId, mayGo: (photo: Photo) => boolean): Promise<boolean>;

  /** `isListed` photos of everybody, the latest published first. */
  listPublic(request: PageRequest & { tag?: string | undefined }): Promise<Page<Photo>>;
  listPublicByOwner(request: PageRequest & { ownerId: AccountId }): Promise<Page<Photo>>;
  /** Photos outside the trash, the newest first. */
  listByOwner(request: PageRequest & { ownerId: AccountId } & OwnerFilter): Promise<Page<Photo>>;
  /**
   * The tags of an owner's photos outside the trash, each once and as the newest photo with it has it, in order of
   * `tagKey`; at most `limit`.
   */
  listTags(request: { ownerId: AccountId; limit: number }): Promise<string[]>;
  /** The latest trashed first. */
  listTrash(request: PageRequest & { ownerId: AccountId }): Promise<Page<Photo>>;
  /** Trashed before, the longest ago first. */
  listTrashedBefore(request: { before: Timestamp; limit: number }): Promise<Photo[]>;
  /** In that state since before, the longest first. For states that pass: never for `ready`. */
  listWaiting(request: {
    status: Exclude<PhotoStatus, 'ready'>;
    before: Timestamp;
    limit: number;
  }): Promise<Photo[]>;
  /** All, in order of id. */
  listAll(request: PageRequest): Promise<Page<Photo>>;
  /** All of one owner, trash included, in order of id. */
  listAllByOwner(request: PageRequest & { ownerId: AccountId }): Promise<Page<Photo>>;
}
