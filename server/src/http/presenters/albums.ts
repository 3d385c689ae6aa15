import type { albumSchema } from '@vitrine/contract/albums.ts';
import type * as z from 'zod';
import { albumAudienceOf, canEditAlbum, canSeeInAlbum, type Viewer } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import type { Album } from '../../domain/album.ts';
import { withheldFrom } from '../../domain/album.ts';
import type { AlbumId } from '../../domain/ids.ts';
import { toIso } from '../../domain/time.ts';
import type { AlbumSummary } from '../../ports/albums.ts';
import type { Ports } from '../../ports/index.ts';
import { presentMember, presentPhotos } from './photos.ts';

export type AlbumAnswer = z.infer<typeof albumSchema>;
type AlbumDeps = Pick<Ports, 'albums' | 'photos' | 'accounts' | 'likes' | 'secrets' | 'clock'>;

/** Albums of one owner, as the viewer may see them. */
export async function presentAlbums(
  ports: AlbumDeps,
  viewer: Viewer,
  owner: Account,
  albums: readonly Album[],
): Promise<AlbumAnswer[]> {
  const summaries = await summarize(ports, viewer, albums);
  const firstIds = [...summaries.values()].map(({ firstPhotoId }) => firstPhotoId);
  const coverIds = [...albums.map(({ coverPhotoId }) => coverPhotoId), ...firstIds].filter(
    (id) => id !== undefined,
  );
  const photos = new Map(
    coverIds.length > 0
      ? (await ports.photos.findMany([...new Set(coverIds)])).map((photo) => [photo.id, photo])
      : [],
  );
  const covers = albums.map(({ id, ...album }) =>
    [album.coverPhotoId, summaries.get(id)?.firstPhotoId]
      .flatMap((coverId) => (coverId && photos.get(coverId)) ?? [])
      .find((photo) => canSeeInAlbum(viewer, { id, ...album }, photo, owner)),
  );
  const seen = await presentPhotos(ports, viewer, [...new Set(covers.flatMap((photo) => photo ?? []))]);
  const answers = new Map<string, (typeof seen)[number]>(seen.map((photo) => [photo.id, photo]));
  return albums.map((album, index) => ({
    id: album.id,
    owner: presentMember(owner),
    title: album.title,
    description: album.description,
    visibility: album.visibility,
    cover: answers.get(covers[index]?.id ?? '') ?? null,
    photoCount: summaries.get(album.id)?.photoCount ?? 0,
    createdAt: toIso(album.createdAt),
    updatedAt: toIso(album.updatedAt),
    viewer: { canEdit: canEditAlbum(viewer, album) },
  }));
}

async function summarize(
  { albums: store }: Pick<Ports, 'albums'>,
  viewer: Viewer,
  albums: readonly Album[],
): Promise<Map<AlbumId, AlbumSummary>> {
  const byAudience = Map.groupBy(albums, (album) => albumAudienceOf(viewer, album));
  const summaries = await Promise.all(
    [...byAudience].map(([audience, some]) =>
      store.summarize(
        some.map(({ id }) => id),
        audience,
      ),
    ),
  );
  return new Map(summaries.flatMap((some) => [...some]));
}

export async function presentOneAlbum(
  ports: AlbumDeps,
  viewer: Viewer,
  owner: Account,
  album: Album,
): Promise<AlbumAnswer> {
  const [[answer], narrow] = await Promise.all([
    presentAlbums(ports, viewer, owner, [album]),
    canEditAlbum(viewer, album) ? ports.albums.countRestricted(album.id) : undefined,
  ]);
  if (!answer) throw new Error('one album was given');
  return { ...answer, ...(narrow && { withheld: withheldFrom(album, narrow) }) };
}
