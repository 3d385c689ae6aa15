import type { albumSchema } from '@vitrine/contract/albums.ts';
import type * as z from 'zod';
import { canEditAlbum, canSeeInList, type Viewer } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import type { Album } from '../../domain/album.ts';
import { toIso } from '../../domain/time.ts';
import { audienceOf } from '../../features/guards/find-visible-album.ts';
import type { Ports } from '../../ports/index.ts';
import { presentMember } from './present-members.ts';
import { presentPhotos } from './present-photos.ts';

export type AlbumAnswer = z.infer<typeof albumSchema>;
type Needs = Pick<Ports, 'albums' | 'photos' | 'accounts' | 'likes' | 'secrets' | 'clock'>;

/** Albums of one owner, as the viewer may see them. */
export async function presentAlbums(
  ports: Needs,
  viewer: Viewer,
  owner: Account,
  albums: readonly Album[],
): Promise<AlbumAnswer[]> {
  const [first] = albums;
  if (!first) return [];
  const ids = albums.map(({ id }) => id);
  const summaries = await ports.albums.summarize(ids, audienceOf(viewer, first));
  const firstIds = albums.map(({ id }) => summaries.get(id)?.firstPhotoId);
  const coverIds = [...albums.map(({ coverPhotoId }) => coverPhotoId), ...firstIds].filter(
    (id) => id !== undefined,
  );
  const photos = await ports.photos.findMany([...new Set(coverIds)]);
  const seen = await presentPhotos(ports, viewer, photos, (photo) => canSeeInList(viewer, photo, owner));
  const covers = new Map<string | undefined, (typeof seen)[number]>(seen.map((photo) => [photo.id, photo]));
  return albums.map((album) => ({
    id: album.id,
    owner: presentMember(owner),
    title: album.title,
    description: album.description,
    visibility: album.visibility,
    cover: covers.get(album.coverPhotoId) ?? covers.get(summaries.get(album.id)?.firstPhotoId) ?? null,
    photoCount: summaries.get(album.id)?.photoCount ?? 0,
    createdAt: toIso(album.createdAt),
    updatedAt: toIso(album.updatedAt),
    viewer: { canEdit: canEditAlbum(viewer, album) },
  }));
}

export async function presentOneAlbum(
  ports: Needs,
  viewer: Viewer,
  owner: Account,
  album: Album,
): Promise<AlbumAnswer> {
  const [answer] = await presentAlbums(ports, viewer, owner, [album]);
  if (!answer) throw new Error('one album was given');
  return answer;
}
