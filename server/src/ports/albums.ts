import type { Album, AlbumAudience, RestrictedCounts } from '../domain/album.ts';
import type { AccountId, AlbumId, PhotoId } from '../domain/ids.ts';
import type { Timestamp } from '../domain/time.ts';
import type { Page, PageRequest } from './paging.ts';

export type AlbumChange = { outcome: 'changed'; album: Album } | { outcome: 'absent' };

export type AddPhotosOutcome =
  | { outcome: 'added'; count: number }
  | { outcome: 'absent' }
  /** The album would hold more than `maxPhotos`. None was added. */
  | { outcome: 'full' };

export type { AlbumAudience };

export type AlbumSummary = { photoCount: number; firstPhotoId?: PhotoId };

type AlbumPhotos = { albumId: AlbumId; photoIds: readonly PhotoId[]; now: Timestamp };

/** Albums and the positions of photos in them. */
export interface AlbumStore {
  insert(album: Album): Promise<void>;
  find(id: AlbumId): Promise<Album | undefined>;
  /**
   * Applies `change` to the stored album, and repeats it after a concurrent write. Writes nothing if `change`
   * returns the very album that it got.
   */
  change(id: AlbumId, change: (album: Album) => Album): Promise<AlbumChange>;
  /** Removes the album, not its photos. Returns false if it was gone. */
  remove(id: AlbumId): Promise<boolean>;
  /** Albums of an owner, the newest first. `publicOnly` limits them to public ones. */
  listByOwner(
    request: PageRequest & { ownerId: AccountId; publicOnly?: boolean | undefined },
  ): Promise<Page<Album>>;
  /** Counts the albums of either list by their keys alone. */
  countByOwner(request: { ownerId: AccountId; publicOnly?: boolean | undefined }): Promise<number>;

  /**
   * Appends photos in this order. Present photos keep their position. Photos that are gone or belong to another
   * owner are left out.
   */
  addPhotos(request: AlbumPhotos & { maxPhotos: number }): Promise<AddPhotosOutcome>;
  /** A removed cover is no longer the cover. Returns false if there is no such album. */
  removePhotos(request: AlbumPhotos): Promise<boolean>;
  /** Moves these photos to the front, in this order. Returns false if there is no such album. */
  orderPhotos(request: AlbumPhotos): Promise<boolean>;
  /** Photos that `isFoundInAlbum` for the audience, in the album's order. */
  listPhotos(request: PageRequest & { albumId: AlbumId; audience: AlbumAudience }): Promise<Page<PhotoId>>;
  /** Counts the photos that the audience finds in each album, and returns the first of them. */
  summarize(ids: readonly AlbumId[], audience: AlbumAudience): Promise<Map<AlbumId, AlbumSummary>>;
  /** Counts the unlisted and the private photos among those that the owner finds in the album. */
  countRestricted(id: AlbumId): Promise<RestrictedCounts>;
  /** Albums that hold the photo, in any order. At most 100. */
  listByPhoto(photoId: PhotoId): Promise<AlbumId[]>;
}
