import { canBeCounted, canLikePhoto } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { checkContribution, findVisiblePhoto } from '../shared/loaders.ts';

export type LikeState = { liked: boolean; likeCount: number };
type LikePhotoDeps = Pick<Ports, 'photos' | 'accounts' | 'likes' | 'events' | 'clock'>;

export async function likePhoto(ports: LikePhotoDeps, viewer: Account, photoId: PhotoId): Promise<LikeState> {
  const { photo, owner } = await findVisiblePhoto(ports, viewer, photoId);
  if (!canLikePhoto(viewer, photo, owner)) throw notFound('photo');
  checkContribution(viewer);
  const likeCount = await ports.likes.like({ photoId, accountId: viewer.id, likedAt: ports.clock.now() });
  if (likeCount === undefined) throw notFound('photo');
  // Whoever was suspended or cancelled meanwhile is counted no more, and `settleLikes` may have passed already.
  const present = await ports.accounts.find(viewer.id);
  if (!present || !canBeCounted(present)) {
    await ports.likes.setAside({ photoId, accountId: viewer.id }, true);
    checkContribution(present ?? viewer);
  }
  await ports.events.publish(owner.id, { type: 'photo.liked', photoId, likeCount });
  return { liked: true, likeCount };
}

/** Also of a photo that can no longer be liked, as long as it can be seen. */
export async function unlikePhoto(
  ports: LikePhotoDeps,
  viewer: Account,
  photoId: PhotoId,
): Promise<LikeState> {
  const { owner } = await findVisiblePhoto(ports, viewer, photoId);
  const likeCount = await ports.likes.unlike({ photoId, accountId: viewer.id });
  if (likeCount === undefined) throw notFound('photo');
  await ports.events.publish(owner.id, { type: 'photo.liked', photoId, likeCount });
  return { liked: false, likeCount };
}
