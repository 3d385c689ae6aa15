import { createHash } from 'node:crypto';
import {
  claimsChecksum,
  feedPosition,
  type Photo,
  type PhotoMetadata,
  type Picture,
  tagKey,
} from '../../../domain/photo.ts';
import type { PhotoRow, PhotoTagRow } from '../query/schema.ts';

/** Written out, and not by `withoutNulls`: fifty of these are most of what a page costs. */
export function toPhoto(row: PhotoRow): Photo {
  const photo: Photo = {
    id: row.id,
    ownerId: row.owner_id,
    title: row.title,
    description: row.description,
    altText: row.alt_text,
    // JSON that `toPhotoRow` wrote.
    tags: row.tags === '[]' ? [] : (JSON.parse(row.tags) as string[]),
    visibility: row.visibility,
    showPlace: row.show_place === 1,
    allowDownload: row.allow_download === 1,
    status: row.status,
    fileName: row.file_name,
    bytes: row.bytes,
    contentType: row.content_type,
    metadata: JSON.parse(row.metadata) as PhotoMetadata,
    likeCount: row.like_count,
    createdAt: row.created_at,
    statusSince: row.status_since,
  };
  if (row.status_reason !== null) photo.statusReason = row.status_reason;
  if (row.sha256 !== null) photo.sha256 = row.sha256;
  if (row.picture !== null) photo.picture = JSON.parse(row.picture) as Picture;
  if (row.published_at !== null) photo.publishedAt = row.published_at;
  if (row.trashed_at !== null) photo.trashedAt = row.trashed_at;
  if (row.hidden_at !== null) photo.hiddenAt = row.hidden_at;
  if (row.hidden_reason !== null) photo.hiddenReason = row.hidden_reason;
  if (row.request_digest !== null) photo.requestDigest = row.request_digest;
  return photo;
}

const galleryPosition = (photo: Photo) => (photo.trashedAt === undefined ? photo.createdAt : null);

/** All that a change of the photo may write. */
export const toPhotoRow = (photo: Photo): Omit<PhotoRow, 'version' | 'like_count'> => ({
  id: photo.id,
  owner_id: photo.ownerId,
  title: photo.title,
  description: photo.description,
  alt_text: photo.altText,
  tags: JSON.stringify(photo.tags),
  visibility: photo.visibility,
  show_place: photo.showPlace ? 1 : 0,
  allow_download: photo.allowDownload ? 1 : 0,
  status: photo.status,
  status_reason: photo.statusReason ?? null,
  file_name: photo.fileName,
  bytes: photo.bytes,
  content_type: photo.contentType,
  sha256: photo.sha256 ?? null,
  picture: photo.picture ? JSON.stringify(photo.picture) : null,
  metadata: JSON.stringify(photo.metadata),
  created_at: photo.createdAt,
  status_since: photo.statusSince,
  published_at: photo.publishedAt ?? null,
  trashed_at: photo.trashedAt ?? null,
  hidden_at: photo.hiddenAt ?? null,
  hidden_reason: photo.hiddenReason ?? null,
  request_digest: photo.requestDigest ?? null,
  feed_at: feedPosition(photo) ?? null,
  gallery_at: galleryPosition(photo),
  waiting_status: photo.status === 'ready' ? null : photo.status,
  checksum_claim: claimsChecksum(photo) ? (photo.sha256 ?? null) : null,
});

/** Only what differs, so that the other columns' indexes are left alone. */
export function changedColumns(row: PhotoRow, photo: Photo): Partial<PhotoRow> {
  const before: Record<string, unknown> = row;
  return Object.fromEntries(
    Object.entries(toPhotoRow(photo)).filter(([name, value]) => before[name] !== value),
  );
}

const maxTagKey = 150;

/** A key of bounded length, as no database indexes any: a very long tag is known by its digest. */
export function toStoredTagKey(tag: string): string {
  const key = tagKey(tag);
  return key.length <= maxTagKey ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

export const toTagRows = (photo: Photo): PhotoTagRow[] =>
  [...new Set(photo.tags.map(toStoredTagKey))].map((key) => ({
    photo_id: photo.id,
    tag_key: key,
    owner_id: photo.ownerId,
    feed_at: feedPosition(photo) ?? null,
    gallery_at: galleryPosition(photo),
  }));
