import { isOwnedBy } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import type { Album } from '../../domain/album.ts';
import type { Photo } from '../../domain/photo.ts';
import { createAlbum } from '../../features/albums/create.ts';
import { addAlbumPhotos } from '../../features/albums/membership.ts';
import type { Ports } from '../../ports/index.ts';

const fewest = 3;
const most = 500;
const albumsEach = 4;

/** For each person their fullest seasons and subjects, filled up where they exist. Answers how many albums are new. */
export async function seedAlbums(
  ports: Ports,
  accounts: readonly Account[],
  photos: readonly Photo[],
): Promise<number> {
  let created = 0;
  for (const account of accounts) {
    const own = photos
      .filter((photo) => isOwnedBy(photo, account.id))
      .sort((a, b) => a.createdAt - b.createdAt);
    const held = await ports.albums.listByOwner({ ownerId: account.id, limit: 100 });
    const known = new Map(held.items.map((album) => [album.title, album]));
    for (const [title, members] of chooseAlbums(own)) {
      if (!known.has(title)) created += 1;
      await fillAlbum(ports, account, known.get(title), title, members);
    }
  }
  return created;
}

function chooseAlbums(photos: readonly Photo[]): [string, readonly Photo[]][] {
  const groups = new Map<string, Photo[]>();
  for (const photo of photos)
    for (const name of new Set([seasonOf(photo), ...photo.tags.map(capitalize)])) {
      // What everything here is about is no subject.
      if (name === 'Landscape') continue;
      groups.set(name, [...(groups.get(name) ?? []), photo]);
    }
  return [...groups]
    .filter(([, members]) => members.length >= fewest)
    .sort(([a, membersOfA], [b, membersOfB]) => membersOfB.length - membersOfA.length || (a < b ? -1 : 1))
    .slice(0, albumsEach);
}

async function fillAlbum(
  ports: Ports,
  owner: Account,
  album: Album | undefined,
  title: string,
  members: readonly Photo[],
): Promise<void> {
  const photoIds = members.slice(-most).map(({ id }) => id);
  // The last of them is when it was put together.
  const then = { ...ports, clock: { now: () => members.at(-1)?.createdAt ?? ports.clock.now() } };
  if (album) await addAlbumPhotos(then, owner, album.id, photoIds);
  else await createAlbum(then, owner, { title, visibility: 'public', photoIds });
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function seasonOf({ createdAt }: Photo): string {
  const date = new Date(createdAt);
  const season = ['Winter', 'Spring', 'Summer', 'Autumn'][Math.floor(((date.getUTCMonth() + 1) % 12) / 3)];
  return `${season} ${date.getUTCFullYear()}`;
}
