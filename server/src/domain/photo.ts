import { trashDays } from '@vitrine/contract/limits.ts';
import type { AccountId, PhotoId } from './ids.ts';
import { days, hours, type Timestamp } from './time.ts';

export { tagKey } from '@vitrine/contract/forms.ts';
export { maxTagsPerPhoto } from '@vitrine/contract/limits.ts';

export type Visibility = 'public' | 'unlisted' | 'private';

const reach: Readonly<Record<Visibility, number>> = { private: 0, unlisted: 1, public: 2 };

/** The narrower of two: the one by which fewer people see a photo. */
export const stricterVisibility = (one: Visibility, other: Visibility): Visibility =>
  reach[one] < reach[other] ? one : other;

/** How an upload starts out: who sees the photo, and whether others may download the original. */
export type UploadDefaults = { visibility: Visibility; allowDownload: boolean };

/** Without a decision of the account's owner, nobody else sees an upload. */
export const defaultsOf = (account: { uploadDefaults?: UploadDefaults }): UploadDefaults =>
  account.uploadDefaults ?? { visibility: 'private', allowDownload: false };

export type ImageFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic' | 'tiff';

export type PhotoStatus = 'uploading' | 'processing' | 'ready' | 'rejected';

export type GeoLocation = { latitude: number; longitude: number; altitude?: number };

/** What the file says about itself, cleaned: bounded text without control characters, absent where it is unsound. */
export type PhotoMetadata = {
  camera?: string;
  lens?: string;
  /** Millimetres. */
  focalLength?: number;
  /** The f-number. */
  aperture?: number;
  /** Seconds as photographers write them: `1/120`, `2.5`. */
  exposureTime?: string;
  iso?: number;
  /**
   * Local time as the camera wrote it, with an offset only if the file holds one: `2024-06-01T10:00:00+02:00`. The day
   * alone if the file names no time of day: `2003-08-30`. Sorts as text.
   */
  takenAt?: string;
  place?: GeoLocation;
  title?: string;
  description?: string;
  keywords?: string[];
};

export type Rendition = {
  width: number;
  height: number;
  format: 'webp' | 'jpeg';
  /** Missing from renditions that an earlier version drew. */
  bytes?: number;
};

/** What was drawn of the original, all at once. */
export type Picture = {
  format: ImageFormat;
  /** Pixels, upright. */
  width: number;
  height: number;
  animated: boolean;
  thumbhash: string;
  color: string;
  renditions: Rendition[];
  /** Part of the addresses of this set of renditions, so that another set never shares one. */
  revision: string;
};

export type Photo = {
  id: PhotoId;
  ownerId: AccountId;
  title: string;
  description: string;
  altText: string;
  tags: string[];
  visibility: Visibility;
  showPlace: boolean;
  allowDownload: boolean;
  status: PhotoStatus;
  /** Why it was rejected, or is `processing` for long, in words. */
  statusReason?: string;
  fileName: string;
  /** As announced while `uploading`, as measured from then on. */
  bytes: number;
  contentType: string;
  /** Hexadecimal; announced by the client or else measured. */
  sha256?: string;
  picture?: Picture;
  metadata: PhotoMetadata;
  likeCount: number;
  createdAt: Timestamp;
  /** The last change of `status`. */
  statusSince: Timestamp;
  /** Its position in every feed: when it was announced, or made public if that came later. */
  publishedAt?: Timestamp;
  trashedAt?: Timestamp;
  /** When an admin took it out of sight of all but its owner. */
  hiddenAt?: Timestamp;
  /** Set if no admin looked at this photo: its file is one that an admin hid before. */
  hiddenReason?: 'same-file';
  /** Digest of the request that announced it under an Idempotency-Key. */
  requestDigest?: string;
};

/** How long an address to upload to holds. */
export const uploadLifetime = hours(1);
/** How long an upload that broke off can be taken up again. */
export const uploadPatience = days(7);
export const trashLifetime = days(trashDays);
/** Uploads that an account may have announced and not sent, and rejected files that it has not dismissed, together. */
export const maxUnfinishedUploads = 1_000;
/** How long a rejected file's reason stays to be read. */
export const rejectionLifetime = days(7);

/** Whether others than its owner may see it who have its address, as long as the owner's account is active. */
export const isShared = (photo: Photo) =>
  photo.status === 'ready' &&
  photo.visibility !== 'private' &&
  photo.trashedAt === undefined &&
  photo.hiddenAt === undefined;

/** Whether it belongs in lists that everybody sees. */
export const isListed = (photo: Photo) => isShared(photo) && photo.visibility === 'public';

/** Where it stands in lists that everybody sees; absent where it does not. */
export const feedPosition = (photo: Photo): Timestamp | undefined =>
  isListed(photo) ? photo.publishedAt : undefined;

/* Longer than a series takes to arrive and be drawn, and short enough that no new photo begins deep in a feed. */
const seriesPatience = days(1);

/**
 * The moment that gives a photo its position in feeds when it is first drawn: its announcement, so that a series appears
 * in the order in which it was chosen, whichever photo is drawn first.
 */
export const initialFeedPosition = ({ createdAt }: Photo, now: Timestamp): Timestamp =>
  now - createdAt <= seriesPatience ? createdAt : now;

/** The photo as it is once public: keeps the moment at which it first was. */
export const withPublication = (photo: Photo, now: Timestamp): Photo =>
  isListed(photo) && photo.publishedAt === undefined ? { ...photo, publishedAt: now } : photo;

/** The photo as it is once it is out of the trash. */
export function withoutTrash(photo: Photo, now: Timestamp): Photo {
  if (photo.trashedAt === undefined) return photo;
  const { trashedAt: _, ...restored } = photo;
  return withPublication(restored, now);
}

/** A photo that was chosen to go for good, as it was then. */
export type PurgedPhoto = Pick<Photo, 'id' | 'ownerId' | 'createdAt' | 'status'> & {
  trashedAt?: Timestamp | undefined;
};

/** Whether it may go still: not one that arrived, left the trash or was announced anew since it was chosen. */
export const canStillPurge = (present: Photo, chosen: PurgedPhoto) =>
  present.createdAt === chosen.createdAt &&
  present.status === chosen.status &&
  present.trashedAt === chosen.trashedAt;

/** Whether its checksum keeps the same file from being stored again. */
export const claimsChecksum = (photo: Photo) => photo.status !== 'rejected';

/** An account's holdings, which its store counts beside every change of a photo. */
export type Usage = {
  /** Ready photos outside the trash. */
  photos: number;
  /** Those of them that all may see. */
  publicPhotos: number;
  /** Bytes of originals, announced ones included. */
  bytes: number;
  /** Uploads that were announced and have not arrived, or were rejected. */
  unfinished: number;
};
export const noUsage: Usage = { photos: 0, publicPhotos: 0, bytes: 0, unfinished: 0 };

export const usageOf = (photo: Photo | undefined): Usage => {
  if (!photo) return noUsage;
  const isKept = photo.status === 'ready' && photo.trashedAt === undefined;
  return {
    photos: isKept ? 1 : 0,
    publicPhotos: isListed(photo) ? 1 : 0,
    bytes: photo.status === 'rejected' ? 0 : photo.bytes,
    unfinished: photo.status === 'uploading' || photo.status === 'rejected' ? 1 : 0,
  };
};
