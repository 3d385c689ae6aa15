import { isOwnedBy } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import type { Photo } from '../../domain/photo.ts';
import { changeProfile } from '../../features/accounts/profile.ts';
import type { Ports } from '../../ports/index.ts';
import type { ImageFile } from '../find-images.ts';
import { inParallel } from '../in-parallel.ts';
import type { Progress } from '../progress.ts';
import { whyUnreadable } from '../unreadable-file.ts';
import { type Caption, captionFile } from './captions.ts';
import { createRandom } from './random.ts';
import { seedAlbums } from './seed-albums.ts';
import { seedLikes } from './seed-likes.ts';
import { seedPhoto } from './seed-photo.ts';
import { momentFor, visibilityFor } from './seed-times.ts';

export type SeedReport = {
  added: number;
  /** Were there already. */
  present: number;
  refused: { path: string; reason: string }[];
  likes: number;
  albums: number;
};

/** A picture, and what there is to say about it where somebody knows. */
export type PictureToSeed = { file: ImageFile; caption?: Caption & { altText: string } };

type Options = { quotaBytes: number; concurrency: number; progress: Progress };

/** Spreads pictures over the people; a file always comes to the same one. */
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
