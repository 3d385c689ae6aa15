import type { Album } from '../../domain/album.ts';
import type { AlbumRow } from './schema.ts';
import { withoutNulls } from './without-nulls.ts';

export const toAlbum = (row: AlbumRow): Album =>
  withoutNulls({
    id: row.id,
    ownerId: row.owner_id,
    title: row.title,
    description: row.description,
    visibility: row.visibility,
    coverPhotoId: row.cover_photo_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    requestDigest: row.request_digest,
  });

export const toAlbumRow = (album: Album): Omit<AlbumRow, 'version'> => ({
  id: album.id,
  owner_id: album.ownerId,
  title: album.title,
  description: album.description,
  visibility: album.visibility,
  cover_photo_id: album.coverPhotoId ?? null,
  created_at: album.createdAt,
  updated_at: album.updatedAt,
  request_digest: album.requestDigest ?? null,
  public_at: album.visibility === 'public' ? album.createdAt : null,
});
