import type { Role } from '../../../domain/account.ts';
import type { AccountId, AlbumId, EventId, JobId, PhotoId, SessionId, TokenId } from '../../../domain/ids.ts';
import type { JobLane } from '../../../domain/job-queue.ts';
import type { PhotoStatus, PhotoTexts, Visibility } from '../../../domain/photo.ts';
import type { Timestamp } from '../../../domain/time.ts';
import type { CodePurpose } from '../../../ports/credentials.ts';

/** The tables after the latest migration. */
export type Schema = {
  accounts: AccountRow;
  credentials: { account_id: AccountId; password_hash: string };
  codes: CodeRow;
  grants: { account_id: AccountId; sealed: string };
  sessions: SessionRow;
  tokens: TokenRow;
  attempts: AttemptRow;
  photos: PhotoRow;
  photo_tags: PhotoTagRow;
  likes: LikeRow;
  hidden_files: HiddenFileRow;
  albums: AlbumRow;
  album_photos: AlbumPhotoRow;
  jobs: JobRow;
  sent_mails: SentMailRow;
  events: EventRow;
};

export type AccountRow = {
  id: AccountId;
  username: string;
  email: string;
  email_key: string;
  display_name: string;
  bio: string;
  avatar_photo_id: PhotoId | null;
  avatar_crop: string | null;
  avatar_choice: string | null;
  role: Role;
  confirmed_at: Timestamp | null;
  /** The creation time of an unconfirmed account. */
  unconfirmed_since: Timestamp | null;
  suspended_at: Timestamp | null;
  suspension_reason: string | null;
  cancelled_at: Timestamp | null;
  password_changed_at: Timestamp | null;
  registered_by: string | null;
  /** JSON. */
  holdings: string | null;
  /** JSON. */
  upload_defaults: string | null;
  created_at: Timestamp;
  photo_count: number;
  public_photo_count: number;
  stored_bytes: number;
  unfinished_count: number;
  /** Increases with every change except those of the four counters. */
  version: number;
};

export type CodeRow = {
  account_id: AccountId;
  purpose: CodePurpose;
  browser: string;
  link_digest: string;
  typed_digest: string | null;
  email: string | null;
  expires_at: Timestamp;
  attempts: number;
};

export type SessionRow = {
  id: SessionId;
  account_id: AccountId;
  secret_digest: string;
  device: string;
  created_at: Timestamp;
  last_seen_at: Timestamp;
  expires_at: Timestamp;
};

export type TokenRow = {
  id: TokenId;
  account_id: AccountId;
  name: string;
  scopes: string;
  secret_digest: string;
  created_at: Timestamp;
  last_used_at: Timestamp | null;
  expires_at: Timestamp;
};

export type AttemptRow = { bucket: string; started_at: Timestamp; expires_at: Timestamp; count: number };

type SnakeCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${SnakeCase<Rest>}`
  : Name;
/** A column for each text of a photo. */
export type TextColumns = { [Name in keyof PhotoTexts as SnakeCase<Name>]: string };

export type PhotoRow = TextColumns & {
  id: PhotoId;
  owner_id: AccountId;
  /** Increases with every change except those of `like_count`. */
  version: number;
  /** JSON, like `picture` and `metadata`. */
  tags: string;
  visibility: Visibility;
  show_place: 0 | 1;
  allow_download: 0 | 1;
  status: PhotoStatus;
  status_reason: string | null;
  file_name: string;
  bytes: number;
  content_type: string;
  sha256: string | null;
  picture: string | null;
  metadata: string;
  like_count: number;
  created_at: Timestamp;
  status_since: Timestamp;
  published_at: Timestamp | null;
  trashed_at: Timestamp | null;
  hidden_at: Timestamp | null;
  hidden_reason: 'same-file' | null;
  request_digest: string | null;
  /** The result of `feedPosition`. */
  feed_at: Timestamp | null;
  /** The creation time, null in the trash. */
  gallery_at: Timestamp | null;
  /** The status, null if it is `ready`. */
  waiting_status: PhotoStatus | null;
  checksum_claim: string | null;
};

/** Each change of the photo copies its list positions here. */
export type PhotoTagRow = {
  photo_id: PhotoId;
  tag_key: string;
  owner_id: AccountId;
  feed_at: Timestamp | null;
  gallery_at: Timestamp | null;
};

export type LikeRow = {
  photo_id: PhotoId;
  account_id: AccountId;
  liked_at: Timestamp;
  /** 1 if others do not see the account. The photo does not count the like then. */
  is_aside: 0 | 1;
};

export type HiddenFileRow = { sha256: string; hidden_at: Timestamp };

export type AlbumRow = {
  id: AlbumId;
  owner_id: AccountId;
  title: string;
  description: string;
  visibility: Visibility;
  cover_photo_id: PhotoId | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  /** The creation time of a public album. */
  public_at: Timestamp | null;
  request_digest: string | null;
  version: number;
};

export type AlbumPhotoRow = {
  album_id: AlbumId;
  photo_id: PhotoId;
  position: number;
  /** The position, null if the photo is in the trash. */
  kept_position: number | null;
  /** The position, null unless the photo is public or unlisted and nothing else hides it. */
  shared_position: number | null;
  /** The position, null unless the photo is in public lists. */
  listed_position: number | null;
};

export type JobRow = {
  id: JobId;
  name: string;
  /** `short` for jobs of earlier versions until a worker moves them. */
  lane: JobLane;
  payload: string;
  job_key: string | null;
  /** The key of a waiting job. Unique. */
  waiting_key: string | null;
  /** The group of a job that has a queue position. */
  waiting_group: string | null;
  /**
   * The queue position, or the time when a worker may receive the job. Receiving moves it to the end of the lease.
   * Null for dead jobs.
   */
  due_at: Timestamp | null;
  attempts: number;
  receipt: string | null;
  reason: string | null;
  enqueued_at: Timestamp;
  dead_at: Timestamp | null;
};

export type EventRow = {
  id: EventId;
  account_id: AccountId;
  event: string;
  happened_at: Timestamp;
};

export type SentMailRow = { id: string; claimed_at: Timestamp; is_sent: number };

type NullableKeys<T> = { [K in keyof T]: null extends T[K] ? K : never }[keyof T];
type WithoutNulls<T> = { [K in Exclude<keyof T, NullableKeys<T>>]: T[K] } & {
  [K in NullableKeys<T>]?: Exclude<T[K], null>;
};

/** Omits null columns, which are absent fields in the domain. */
export function withoutNulls<T extends object>(values: T): WithoutNulls<T> {
  const present: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) if (value !== null) present[key] = value;
  // The omitted fields are those that the type makes optional.
  return present as WithoutNulls<T>;
}
