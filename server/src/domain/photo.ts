import { trashDays } from '@vitrine/contract/limits.ts';
import type { PhotoChangeBody } from '@vitrine/contract/photos.ts';
import { AppError } from './errors.ts';
import type { AccountId, PhotoId } from './ids.ts';
import { days, hours, type Timestamp } from './time.ts';

export { tagKey } from '@vitrine/contract/formats.ts';
export { maxTagsPerPhoto } from '@vitrine/contract/limits.ts';

export type Visibility = 'public' | 'unlisted' | 'private';

const reach: Readonly<Record<Visibility, number>> = { private: 0, unlisted: 1, public: 2 };

export const stricterVisibility = (one: Visibility, other: Visibility): Visibility =>
  reach[one] < reach[other] ? one : other;

/** Settings of uploads that do not bring their own. */
export type UploadDefaults = { visibility: Visibility; allowDownload: boolean };

/** Uploads are private until the account's owner decides otherwise. */
export const defaultsOf = (account: { uploadDefaults?: UploadDefaults }): UploadDefaults =>
  account.uploadDefaults ?? { visibility: 'private', allowDownload: false };

export type ImageFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic' | 'tiff';

export type PhotoStatus = 'uploading' | 'processing' | 'ready' | 'rejected';

export type GeoLocation = { latitude: number; longitude: number; altitude?: number };

/** Metadata of the file, cleaned: bounded texts without control characters. Unsound values are left out. */
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
  /** Missing from renditions of earlier versions. */
  bytes?: number;
};

/** One set of renditions, and the properties of the image that were found with it. */
export type Picture = {
  format: ImageFormat;
  /** Pixels, upright. */
  width: number;
  height: number;
  animated: boolean;
  thumbhash: string;
  color: string;
  renditions: Rendition[];
  /** Part of the URLs of this set of renditions, so that no other set shares one. */
  revision: string;
};

/** The owner's texts about a photo, with the values of a new photo. Stores and the API derive their fields. */
export const emptyTexts = { title: '', description: '', altText: '' };
export type PhotoTexts = typeof emptyTexts;
export const photoTextNames = Object.keys(emptyTexts) as (keyof PhotoTexts)[];

/** Picks the texts. A missing one is empty. */
export const textsOf = (source: { [Name in keyof PhotoTexts]?: string | undefined }): PhotoTexts => {
  const texts = { ...emptyTexts };
  for (const name of photoTextNames) texts[name] = source[name] ?? '';
  return texts;
};

export type Photo = PhotoTexts & {
  id: PhotoId;
  ownerId: AccountId;
  tags: string[];
  visibility: Visibility;
  showPlace: boolean;
  allowDownload: boolean;
  status: PhotoStatus;
  /** A sentence for the owner: why it was rejected, or why processing takes long. */
  statusReason?: string;
  fileName: string;
  /** Announced while `uploading`, measured from then on. */
  bytes: number;
  contentType: string;
  /** Hexadecimal. Announced by the client, or measured. */
  sha256?: string;
  /** Absent until the first rendering succeeds. */
  picture?: Picture;
  metadata: PhotoMetadata;
  likeCount: number;
  createdAt: Timestamp;
  /** Time of the last change of `status`. */
  statusSince: Timestamp;
  /** Position in every feed: the time of the announcement, or of becoming public if that came later. */
  publishedAt?: Timestamp;
  trashedAt?: Timestamp;
  /** Time at which an admin hid it from everybody but its owner. */
  hiddenAt?: Timestamp;
  /** Set if no admin looked at this photo, but at another of the same file. */
  hiddenReason?: 'same-file';
  /** Digest of the request that announced it under an Idempotency-Key. */
  requestDigest?: string;
};

/** Fields that the owner edits: those of the HTTP API, so that a new one must be in `Photo` too. */
export type PhotoChange = { [Field in keyof PhotoChangeBody]?: Photo[Field] | undefined };

/** Lifetime of an upload URL. */
export const uploadLifetime = hours(1);
/** An interrupted upload can be resumed for this long. */
export const uploadPatience = days(7);
export const trashLifetime = days(trashDays);
/** Most uploads of one account that were announced and not sent, or rejected and not dismissed. */
export const maxUnfinishedUploads = 1_000;
/** A rejected photo and its reason stay readable for this long. */
export const rejectionLifetime = days(7);

/** True if anyone with the link may see the photo while its owner's account is active. */
export const isShared = (photo: Photo) =>
  photo.status === 'ready' &&
  photo.visibility !== 'private' &&
  photo.trashedAt === undefined &&
  photo.hiddenAt === undefined;

/** True if the photo belongs in public lists. */
export const isListed = (photo: Photo) => isShared(photo) && photo.visibility === 'public';

/** Position in public lists. `undefined` if the photo is in none. */
export const feedPosition = (photo: Photo): Timestamp | undefined =>
  isListed(photo) ? photo.publishedAt : undefined;

/** A photo that was chosen for permanent deletion, with its state at that time. */
export type PurgedPhoto = Pick<Photo, 'id' | 'ownerId' | 'createdAt' | 'status'> & {
  trashedAt?: Timestamp | undefined;
};

/** False if the photo arrived, left the trash or was announced again since it was chosen. */
export const canStillPurge = (present: Photo, chosen: PurgedPhoto) =>
  present.createdAt === chosen.createdAt &&
  present.status === chosen.status &&
  present.trashedAt === chosen.trashedAt;

/** True if the owner cannot store the same file again. */
export const claimsChecksum = (photo: Photo) => photo.status !== 'rejected';

type Owned = { id: string; ownerId: AccountId };

/** Throws if a change gives a photo or an album another id or owner. Every store calls it. */
export function checkIdentityKept(kind: 'photo' | 'album', before: Owned, after: Owned): void {
  if (after.id !== before.id || after.ownerId !== before.ownerId)
    throw new AppError('internal', `The ${kind} must keep its id and its owner.`);
}

/** Totals of an account. Its store updates them with every change of a photo. */
export type Usage = {
  /** Ready photos outside the trash. */
  photos: number;
  /** Photos in public lists. */
  publicPhotos: number;
  /** Bytes of originals, announced ones included. */
  bytes: number;
  /** Uploads that have not arrived, or were rejected. */
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

/** Difference that a change of a photo makes to its owner's totals. `undefined` if it makes none. */
export function usageDifference(before: Photo | undefined, after: Photo | undefined): Usage | undefined {
  const [held, holds] = [usageOf(before), usageOf(after)];
  const difference: Usage = {
    photos: holds.photos - held.photos,
    publicPhotos: holds.publicPhotos - held.publicPhotos,
    bytes: holds.bytes - held.bytes,
    unfinished: holds.unfinished - held.unfinished,
  };
  return Object.values(difference).some((count) => count !== 0) ? difference : undefined;
}
