import { maxOwnTags } from '@vitrine/contract/limits.ts';
import * as contract from '@vitrine/contract/photos.ts';
import { canFindPhoto } from '../../domain/access.ts';
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
import { presentOnePhoto, presentPage, setNextLink } from '../presenters/photos.ts';

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
