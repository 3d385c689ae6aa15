import * as likesContract from '@vitrine/contract/likes.ts';
import { maxOwnTags } from '@vitrine/contract/limits.ts';
import * as contract from '@vitrine/contract/photos.ts';
import { canFindPhoto, canSeeAmongLikes } from '../../domain/access.ts';
import { isActive } from '../../domain/account.ts';
import { toIso } from '../../domain/time.ts';
import { likePhoto, unlikePhoto } from '../../features/likes/like-photo.ts';
import { type BulkChange, changePhotosInBulk } from '../../features/photos/bulk.ts';
import { createDownloadUrl } from '../../features/photos/download.ts';
import { editPhoto } from '../../features/photos/edit.ts';
import { createSanitizedCopies } from '../../features/photos/sanitized-copy.ts';
import { emptyTrash, restorePhoto } from '../../features/photos/trash.ts';
import { findVisiblePhoto } from '../../features/shared/loaders.ts';
import { trashPhoto } from '../../features/shared/remove-photos.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { caller } from '../environment.ts';
import { setPhotoEtag, withIfMatch } from '../etag.ts';
import {
  presentMember,
  presentOnePhoto,
  presentPage,
  presentPhotos,
  setNextLink,
} from '../presenters/photos.ts';

export function addPhotoRoutes(api: Api, { ports }: ApiOptions): void {
  const sanitizedCopies = createSanitizedCopies(ports);
  api.openapi(guarded(contract.listPhotos), async (c) => {
    const page = await ports.photos.listPublic(c.req.valid('query'));
    const body = await presentPage(ports, c.get('account'), page, canFindPhoto);
    setNextLink(c, body.nextCursor);
    return c.json(body, 200);
  });
  api.openapi(guarded(contract.getPhoto), async (c) => {
    const viewer = c.get('account');
    const { photo } = await findVisiblePhoto(ports, viewer, c.req.valid('param').id);
    const body = await presentOnePhoto(ports, viewer, photo);
    setPhotoEtag(c, photo, body);
    return c.json(body, 200);
  });
  api.openapi(guarded(contract.changePhoto), async (c) => {
    const photo = await editPhoto(
      withIfMatch(c, ports),
      caller(c),
      c.req.valid('param').id,
      c.req.valid('json'),
    );
    const body = await presentOnePhoto(ports, caller(c), photo);
    setPhotoEtag(c, photo, body);
    return c.json(body, 200);
  });
  api.openapi(guarded(contract.trashPhoto), async (c) => {
    await trashPhoto(withIfMatch(c, ports), caller(c), c.req.valid('param').id);
    return c.body(null, 204);
  });
  api.openapi(guarded(contract.restorePhoto), async (c) => {
    const photo = await restorePhoto(ports, caller(c), c.req.valid('param').id);
    return c.json(await presentOnePhoto(ports, caller(c), photo), 200);
  });
  api.openapi(guarded(contract.changePhotosInBulk), async (c) => {
    const { photoIds, ...change } = c.req.valid('json');
    // The contract lets no action through without what it needs.
    const results = await changePhotosInBulk(ports, caller(c), photoIds, change as BulkChange);
    return c.json({ results }, 200);
  });
  api.openapi(guarded(contract.downloadPhoto), async (c) => {
    const { id } = c.req.valid('param');
    const address = await createDownloadUrl(
      { ...ports, sanitizedCopies },
      c.get('account'),
      id,
      c.req.valid('query').size,
    );
    c.header('Cache-Control', 'no-store');
    return c.redirect(address, 302);
  });
  api.openapi(guarded(contract.listMyPhotos), async (c) => {
    const viewer = caller(c);
    const page = await ports.photos.listByOwner({ ownerId: viewer.id, ...c.req.valid('query') });
    const body = await presentPage(ports, viewer, page);
    setNextLink(c, body.nextCursor);
    return c.json(body, 200);
  });
  api.openapi(guarded(contract.listMyTags), async (c) => {
    const items = await ports.photos.listTags({ ownerId: caller(c).id, limit: maxOwnTags });
    return c.json({ items, nextCursor: null }, 200);
  });
  api.openapi(guarded(contract.listTrash), async (c) => {
    const viewer = caller(c);
    const page = await ports.photos.listTrash({ ownerId: viewer.id, ...c.req.valid('query') });
    const body = await presentPage(ports, viewer, page);
    setNextLink(c, body.nextCursor);
    return c.json(body, 200);
  });
  api.openapi(guarded(contract.emptyTrash), async (c) => {
    await emptyTrash(ports, caller(c));
    return c.body(null, 204);
  });
}

export function addLikeRoutes(api: Api, { ports }: ApiOptions): void {
  api.openapi(guarded(likesContract.likePhoto), async (c) =>
    c.json(await likePhoto(ports, caller(c), c.req.valid('param').id), 200),
  );
  api.openapi(guarded(likesContract.unlikePhoto), async (c) =>
    c.json(await unlikePhoto(ports, caller(c), c.req.valid('param').id), 200),
  );
  api.openapi(guarded(likesContract.listLikes), async (c) => {
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
  api.openapi(guarded(likesContract.listMyLikes), async (c) => {
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
