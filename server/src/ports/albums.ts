import type { Album, AlbumAudience, RestrictedCounts } from '../domain/album.ts';
import type { AccountId, AlbumId, PhotoId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';
import type { Page, PageRequest } from './paging.ts';

export type AlbumChange = { outcome: 'changed'; album: Album } | { outcome: 'absent' };

export type AddPhotosOutcome =
  | { outcome: 'added'; count: number }
  | { outcome: 'absent' }
  /** It would hold more than `maxPhotos`; none was added. */
  | { outcome: 'full' };

export type { AlbumAudience };

export type AlbumSummary = { photoCount: number; firstPhotoId?: PhotoId };

type AlbumPhotos = { albumId: AlbumId; photoIds: readonly PhotoId[]; now: Timestamp };

/** Albums and the places of photos in them. */
export interface AlbumStore {
  insert(album: Album): Promise<void>;
  find(id: AlbumId): Promise<Album | undefined>;
  /**
   * Applies `change` to the album as it is, again where another write came between. Where `change` returns the very
   * album that it was given, nothing is written.
   */
  change(id: AlbumId, change: (album: Album) => Album): Promise<AlbumChange>;
  /** Removes the album, not its photos. False where it was gone already. */
  remove(id: AlbumId): Promise<boolean>;
  /** The newest first; with `publicOnly` those that everybody may find. */
  listByOwner(
    request: PageRequest & { ownerId: AccountId; publicOnly?: boolean | undefined },
  ): Promise<Page<Album>>;
  /** How many of either list there are, by their keys alone. */
  countByOwner(request: { ownerId: AccountId; publicOnly?: boolean | undefined }): Promise<number>;

  /**
   * Adds photos at the end in this order. Those in it already stay where they are; those that are gone or belong to
   * another than the album's owner are left out.
   */
  addPhotos(request: AlbumPhotos & { maxPhotos: number }): Promise<AddPhotosOutcome>;
  /** A cover that is taken out is no longer the cover. False where there is no such album. */
  removePhotos(request: AlbumPhotos): Promise<boolean>;
  /** Puts these first, in this order, and all others after them as they were. False where there is no such album. */
  orderPhotos(request: AlbumPhotos): Promise<boolean>;
  /** Those that `isFoundInAlbum` for the audience, in the album's order. */
  listPhotos(request: PageRequest & { albumId: AlbumId; audience: AlbumAudience }): Promise<Page<PhotoId>>;
  /** How many photos the audience finds in each, and the first of them. */
  summarize(ids: readonly AlbumId[], audience: AlbumAudience): Promise<Map<AlbumId, AlbumSummary>>;
  /** How many of the photos that the owner finds in the album are unlisted and private. */
  countRestricted(id: AlbumId): Promise<RestrictedCounts>;
  /** Albums that hold the photo, in any order. At most 100. */
  listByPhoto(photoId: PhotoId): Promise<AlbumId[]>;
}
