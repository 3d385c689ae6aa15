import { isOwnedBy } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import type { Album } from '../../domain/album.ts';
import type { Photo } from '../../domain/photo.ts';
import { isListed } from '../../domain/photo.ts';
import { days, hours } from '../../domain/time.ts';
import { changeProfile } from '../../features/accounts/profile.ts';
import { createAlbum } from '../../features/albums/create.ts';
import { addAlbumPhotos } from '../../features/albums/membership.ts';
import { likePhoto } from '../../features/likes/like-photo.ts';
import type { Ports } from '../../ports/index.ts';
import type { ImageFile } from '../find-images.ts';
import { whyUnreadable } from '../find-images.ts';
import type { Progress } from '../progress.ts';
import { inParallel } from '../progress.ts';
import { type Caption, captionFile, createRandom, momentFor, visibilityFor } from './photo-details.ts';
import { seedPhoto } from './seed-photo.ts';

const fewest = 3;
const most = 500;
const albumsEach = 4;

/** Creates or fills albums of each person's most frequent seasons and subjects. Returns the number of new albums. */
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
      // All drawn pictures have this tag.
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
  // Dates the album by its last photo.
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

export type SeedReport = {
  added: number;
  /** Photos that were already there. */
  present: number;
  refused: { path: string; reason: string }[];
  likes: number;
  albums: number;
};

/** A picture with its caption, if it has one. */
export type PictureToSeed = { file: ImageFile; caption?: Caption & { altText: string } };

export type DrawnLandscape = Required<PictureToSeed> & { index: number };

/** Draws landscapes. It lives in `tools/landscapes`, which releases leave out. */
export type LandscapeGenerator = {
  drawLandscapes(
    directory: string,
    indexes: Iterable<number>,
    options: { seed: number; longSide: number },
  ): AsyncGenerator<DrawnLandscape>;
  landscapeName(seed: number, index: number): string;
  captionLandscape(seed: number, index: number, variant: string): Caption;
};

type Options = { quotaBytes: number; concurrency: number; progress: Progress };

/** Distributes pictures among the people. The same file always goes to the same person. */
export async function seedFiles(
  ports: Ports,
  accounts: readonly [Account, ...Account[]],
  pictures: Iterable<PictureToSeed> | AsyncIterable<PictureToSeed>,
  { quotaBytes, concurrency, progress }: Options,
): Promise<SeedReport> {
  const report: SeedReport = { added: 0, present: 0, refused: [], likes: 0, albums: 0 };
  const seeded = new Map<Photo['id'], Photo>();
  const now = ports.clock.now();
  await inParallel(pictures, concurrency, async ({ file, caption }) => {
    let sha256: string;
    try {
      sha256 = await ports.scratch.sha256(file.path);
    } catch (error) {
      report.refused.push({ path: file.path, reason: whyUnreadable(error) });
      progress.advance();
      return;
    }
    const owner = createRandom('owner', sha256).pick(accounts);
    const result = await seedPhoto(
      ports,
      owner,
      {
        file,
        sha256,
        createdAt: momentFor(now, sha256),
        visibility: visibilityFor(sha256),
        caption: caption ?? captionFile(file.path, sha256),
      },
      quotaBytes,
    );
    progress.advance();
    if (result.outcome === 'refused') {
      report.refused.push({ path: file.path, reason: result.reason });
      return;
    }
    report[result.outcome] += 1;
    seeded.set(result.photo.id, result.photo);
  });
  const photos = [...seeded.values()];
  await choosePortraits(ports, accounts, photos);
  report.likes = await seedLikes(ports, accounts, photos);
  report.albums = await seedAlbums(ports, accounts, photos);
  return report;
}

async function choosePortraits(
  ports: Ports,
  accounts: readonly Account[],
  photos: readonly Photo[],
): Promise<void> {
  for (const account of accounts) {
    const [portrait] = photos
      .filter((photo) => isOwnedBy(photo, account.id) && photo.visibility === 'public')
      .sort((a, b) => ((a.sha256 ?? '') < (b.sha256 ?? '') ? -1 : 1));
    if (portrait && account.avatarPhotoId === undefined)
      await changeProfile(ports, account, { avatarPhotoId: portrait.id });
  }
}

/** Makes a few photos popular, the same ones on each run. Returns the number of new likes. */
async function seedLikes(
  ports: Ports,
  accounts: readonly Account[],
  photos: readonly Photo[],
): Promise<number> {
  const now = ports.clock.now();
  let added = 0;
  for (const account of accounts) {
    const others = photos.filter((photo) => !isOwnedBy(photo, account.id) && isListed(photo));
    const chosen = others.filter(({ sha256 = '' }) => {
      const appeal = 0.08 + 0.8 * createRandom('appeal', sha256).next() ** 2;
      return createRandom('like', account.username, sha256).isLucky(appeal);
    });
    const known = await ports.likes.findLiked(
      account.id,
      chosen.map(({ id }) => id),
    );
    for (const photo of chosen) {
      if (known.has(photo.id)) continue;
      const wait = createRandom('delay', account.username, photo.sha256 ?? '').between(hours(1), days(20));
      const likedAt = Math.round(Math.min(now, photo.createdAt + wait));
      await likePhoto({ ...ports, clock: { now: () => likedAt } }, account, photo.id);
      added += 1;
    }
  }
  return added;
}
