import * as contract from '@vitrine/contract/likes.ts';
import { canSeeAmongLikes } from '../../domain/access.ts';
import { isActive } from '../../domain/account.ts';
import { toIso } from '../../domain/time.ts';
import { likePhoto, unlikePhoto } from '../../features/likes/like-photo.ts';
import { findVisiblePhoto } from '../../features/shared/loaders.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { caller } from '../environment.ts';
import { presentMember, presentPhotos, setNextLink } from '../presenters/photos.ts';

export function addLikeRoutes(api: Api, { ports }: ApiOptions): void {
  api.openapi(guarded(contract.likePhoto), async (c) =>
    c.json(await likePhoto(ports, caller(c), c.req.valid('param').id), 200),
  );
  api.openapi(guarded(contract.unlikePhoto), async (c) =>
    c.json(await unlikePhoto(ports, caller(c), c.req.valid('param').id), 200),
  );
  api.openapi(guarded(contract.listLikes), async (c) => {
    const photoId = c.req.valid('param').id;
    await findVisiblePhoto(ports, c.get('account'), photoId);
    const page = await ports.likes.listByPhoto({ photoId, ...c.req.valid('query') });
    const found = await ports.accounts.findMany(page.items.map(({ accountId }) => accountId));
    const accounts = new Map(found.map((account) => [account.id, account]));
    const items = page.items.flatMap(({ accountId, likedAt }) => {
      const account = accounts.get(accountId);
      return account && isActive(account) ? [{ ...presentMember(account), likedAt: toIso(likedAt) }] : [];
    });
    return c.json({ items, nextCursor: setNextLink(c, page.nextCursor) }, 200);
  });
  api.openapi(guarded(contract.listMyLikes), async (c) => {
    const viewer = caller(c);
    const page = await ports.likes.listByAccount({ accountId: viewer.id, ...c.req.valid('query') });
    const photos = new Map(
      (await ports.photos.findMany(page.items.map(({ photoId }) => photoId))).map((photo) => [
        photo.id,
        photo,
      ]),
    );
    const inOrder = page.items.flatMap(({ photoId }) => photos.get(photoId) ?? []);
    const items = await presentPhotos(ports, viewer, inOrder, (photo, owner) =>
      canSeeAmongLikes(viewer, photo, owner),
    );
    return c.json({ items, nextCursor: setNextLink(c, page.nextCursor) }, 200);
  });
}
