import { canBeCounted, canLikePhoto } from '../../domain/access.ts';
import type { Account } from '../../domain/account.ts';
import { notFound } from '../../domain/errors.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { checkContribution, findVisiblePhoto } from '../shared/loaders.ts';

export type LikeState = { liked: boolean; likeCount: number };
type Deps = Pick<Ports, 'photos' | 'accounts' | 'likes' | 'events' | 'clock'>;

export async function likePhoto(deps: Deps, viewer: Account, photoId: PhotoId): Promise<LikeState> {
  const { photo, owner } = await findVisiblePhoto(deps, viewer, photoId);
  if (!canLikePhoto(viewer, photo, owner)) throw notFound('photo');
  checkContribution(viewer);
  const likeCount = await deps.likes.like({ photoId, accountId: viewer.id, likedAt: deps.clock.now() });
  if (likeCount === undefined) throw notFound('photo');
  // If the viewer was suspended or cancelled meanwhile, `settleLikes` may have missed this like.
  const present = await deps.accounts.find(viewer.id);
  if (!present || !canBeCounted(present)) {
    await deps.likes.setAside({ photoId, accountId: viewer.id }, true);
    checkContribution(present ?? viewer);
  }
  await deps.events.publish(owner.id, { type: 'photo.liked', photoId, likeCount });
  return { liked: true, likeCount };
}

/** Removes a like, also of a photo that can be seen but no longer liked. */
export async function unlikePhoto(deps: Deps, viewer: Account, photoId: PhotoId): Promise<LikeState> {
  const { owner } = await findVisiblePhoto(deps, viewer, photoId);
  const likeCount = await deps.likes.unlike({ photoId, accountId: viewer.id });
  if (likeCount === undefined) throw notFound('photo');
  await deps.events.publish(owner.id, { type: 'photo.liked', photoId, likeCount });
  return { liked: false, likeCount };
}
