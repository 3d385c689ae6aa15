import { isOwnedBy } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { isListed, type Photo } from '../../domain/photo.ts';
import { days, hours } from '../../domain/time.ts';
import { likePhoto } from '../../features/likes/like-photo.ts';
import type { Ports } from '../../ports/index.ts';
import { createRandom } from './random.ts';

/** Some photos are liked by nearly everybody and most by a few, each time by the same. Answers how many likes are new. */
export async function seedLikes(
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
