import { canEditAlbum, canSeeAlbum, type Viewer } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import type { Album } from '../../domain/album.ts';
import { notFound } from '../../domain/errors.ts';
import type { AlbumId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';

/** The album with its owner, or `not-found`. */
export async function findVisibleAlbum(
  ports: Pick<Ports, 'albums' | 'accounts'>,
  viewer: Viewer,
  id: AlbumId,
): Promise<{ album: Album; owner: Account }> {
  const album = await ports.albums.find(id);
  const owner = album && (album.ownerId === viewer?.id ? viewer : await ports.accounts.find(album.ownerId));
  if (!album || !owner || !canSeeAlbum(viewer, album, owner)) throw notFound('album');
  return { album, owner };
}

/** An album that the viewer may change, or `not-found`. */
export async function findOwnAlbum(
  ports: Pick<Ports, 'albums'>,
  viewer: Account,
  id: AlbumId,
): Promise<Album> {
  const album = await ports.albums.find(id);
  if (!album || !canEditAlbum(viewer, album)) throw notFound('album');
  return album;
}
