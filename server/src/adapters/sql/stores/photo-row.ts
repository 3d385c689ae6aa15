import { createHash } from 'node:crypto';
import {
  claimsChecksum,
  emptyTexts,
  feedPosition,
  type Photo,
  photoTextNames,
  tagKey,
} from '../../../domain/photo.ts';
import { decodeMetadata, decodePicture } from '../../../ports/stored.ts';
import type { PhotoRow, PhotoTagRow, TextColumns } from '../query/schema.ts';

type OptionalField = Exclude<
  { [Field in keyof Photo]: object extends Pick<Photo, Field> ? Field : never }[keyof Photo],
  undefined
>;

/* `altText` is in the column `alt_text`. */
const textColumns = photoTextNames.map((name) => ({
  name,
  column: name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`) as keyof TextColumns,
}));

/** Lists the fields and avoids `withoutNulls`, because decoding fifty photos is most of the cost of a page. */
export function toPhoto(row: PhotoRow): Photo {
  const photo: Photo = {
    id: row.id,
    ownerId: row.owner_id,
    ...emptyTexts,
    tags: row.tags === '[]' ? [] : (JSON.parse(row.tags) as string[]),
    visibility: row.visibility,
    showPlace: row.show_place === 1,
    allowDownload: row.allow_download === 1,
    status: row.status,
    fileName: row.file_name,
    bytes: row.bytes,
    contentType: row.content_type,
    metadata: row.metadata === '{}' ? {} : decodeMetadata(JSON.parse(row.metadata)),
    likeCount: row.like_count,
    createdAt: row.created_at,
    statusSince: row.status_since,
  };
  for (const { name, column } of textColumns) photo[name] = row[column];
  const optional = {
    statusReason: row.status_reason,
    sha256: row.sha256,
    picture: row.picture === null ? null : decodePicture(JSON.parse(row.picture)),
    publishedAt: row.published_at,
    trashedAt: row.trashed_at,
    hiddenAt: row.hidden_at,
    hiddenReason: row.hidden_reason,
    requestDigest: row.request_digest,
  } satisfies Record<OptionalField, unknown>;
  const fields: Record<string, unknown> = photo;
  for (const [field, value] of Object.entries(optional)) if (value !== null) fields[field] = value;
  return photo;
}

const libraryPosition = (photo: Photo) => (photo.trashedAt === undefined ? photo.createdAt : null);

/** The columns that a change of the photo writes. */
export const toPhotoRow = (photo: Photo): Omit<PhotoRow, 'version' | 'like_count'> => ({
  id: photo.id,
  owner_id: photo.ownerId,
  ...(Object.fromEntries(textColumns.map(({ name, column }) => [column, photo[name]])) as TextColumns),
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
  gallery_at: libraryPosition(photo),
  waiting_status: photo.status === 'ready' ? null : photo.status,
  checksum_claim: claimsChecksum(photo) ? (photo.sha256 ?? null) : null,
});

/** Returns the changed columns only, so that the indexes of others are not written. */
export function changedColumns(row: PhotoRow, photo: Photo): Partial<PhotoRow> {
  const before: Record<string, unknown> = row;
  return Object.fromEntries(
    Object.entries(toPhotoRow(photo)).filter(([name, value]) => before[name] !== value),
  );
}

const maxTagKey = 150;

/** Returns a key of bounded length, because databases limit index keys. The digest replaces a long tag. */
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
    gallery_at: libraryPosition(photo),
  }));
