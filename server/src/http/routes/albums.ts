import * as contract from '@vitrine/contract/albums.ts';
import { albumAudienceOf, canSeeInAlbum } from '../../domain/access.ts';
import { createAlbum } from '../../features/albums/create.ts';
import { changeAlbum, deleteAlbum } from '../../features/albums/edit.ts';
import {
  addAlbumPhotos,
  countHeldPhotos,
  orderAlbumPhotos,
  removeAlbumPhotos,
} from '../../features/albums/membership.ts';
import { findVisibleAlbum } from '../../features/shared/loaders.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { caller } from '../environment.ts';
import { setAlbumEtag, withIfMatch } from '../etag.ts';
import { presentAlbums, presentOneAlbum } from '../presenters/albums.ts';
import { presentPhotos, setNextLink } from '../presenters/photos.ts';

export function addAlbumRoutes(api: Api, { ports }: ApiOptions): void {
  api.openapi(guarded(contract.listMyAlbums), async (c) => {
    const viewer = caller(c);
    const { holding, ...request } = c.req.valid('query');
    const [page, held] = await Promise.all([
      ports.albums.listByOwner({ ownerId: viewer.id, ...request }),
      holding && countHeldPhotos(ports, holding),
    ]);
    const albums = await presentAlbums(ports, viewer, viewer, page.items);
    const items = albums.map((album) => (held ? { ...album, holds: held.get(album.id) ?? 0 } : album));
    return c.json({ items, nextCursor: setNextLink(c, page.nextCursor) }, 200);
  });
  api.openapi(guarded(contract.createAlbum), async (c) => {
    const viewer = caller(c);
    const { photoIds: chosen, ...words } = c.req.valid('json');
    const album = await createAlbum(ports, viewer, {
      ...words,
      photoIds: chosen ?? [],
      idempotencyKey: c.req.valid('header')['idempotency-key'],
    });
    return c.json(await presentOneAlbum(ports, viewer, viewer, album), 201);
  });
  api.openapi(guarded(contract.getAlbum), async (c) => {
    const viewer = c.get('account');
    const { album, owner } = await findVisibleAlbum(ports, viewer, c.req.valid('param').id);
    const body = await presentOneAlbum(ports, viewer, owner, album);
    setAlbumEtag(c, album, body);
    return c.json(body, 200);
  });
  api.openapi(guarded(contract.changeAlbum), async (c) => {
    const viewer = caller(c);
    const { coverPhotoId, ...words } = c.req.valid('json');
    const edit = { ...words, coverPhotoId };
    const album = await changeAlbum(withIfMatch(c, ports), viewer, c.req.valid('param').id, edit);
    const body = await presentOneAlbum(ports, viewer, viewer, album);
    setAlbumEtag(c, album, body);
    return c.json(body, 200);
  });
  api.openapi(guarded(contract.deleteAlbum), async (c) => {
    await deleteAlbum(withIfMatch(c, ports), caller(c), c.req.valid('param').id, c.req.valid('query'));
    return c.body(null, 204);
  });
  api.openapi(guarded(contract.listAlbumPhotos), async (c) => {
    const viewer = c.get('account');
    const { album, owner } = await findVisibleAlbum(ports, viewer, c.req.valid('param').id);
    const page = await ports.albums.listPhotos({
      albumId: album.id,
      audience: albumAudienceOf(viewer, album),
      ...c.req.valid('query'),
    });
    const found = new Map((await ports.photos.findMany(page.items)).map((photo) => [photo.id, photo]));
    const inOrder = page.items.flatMap((id) => found.get(id) ?? []);
    const items = await presentPhotos(ports, viewer, inOrder, (photo) =>
      canSeeInAlbum(viewer, album, photo, owner),
    );
    return c.json({ items, nextCursor: setNextLink(c, page.nextCursor) }, 200);
  });
  api.openapi(guarded(contract.addAlbumPhotos), async (c) => {
    const viewer = caller(c);
    const chosen = c.req.valid('json').photoIds;
    const album = await addAlbumPhotos(ports, viewer, c.req.valid('param').id, chosen);
    return c.json(await presentOneAlbum(ports, viewer, viewer, album), 200);
  });
  api.openapi(guarded(contract.removeAlbumPhotos), async (c) => {
    const viewer = caller(c);
    const chosen = c.req.valid('json').photoIds;
    const album = await removeAlbumPhotos(ports, viewer, c.req.valid('param').id, chosen);
    return c.json(await presentOneAlbum(ports, viewer, viewer, album), 200);
  });
  api.openapi(guarded(contract.takeAlbumPhotosOut), async (c) => {
    const viewer = caller(c);
    const chosen = c.req.valid('json').photoIds;
    const album = await removeAlbumPhotos(ports, viewer, c.req.valid('param').id, chosen);
    return c.json(await presentOneAlbum(ports, viewer, viewer, album), 200);
  });
  api.openapi(guarded(contract.orderAlbumPhotos), async (c) => {
    const viewer = caller(c);
    const chosen = c.req.valid('json').photoIds;
    const album = await orderAlbumPhotos(withIfMatch(c, ports), viewer, c.req.valid('param').id, chosen);
    const body = await presentOneAlbum(ports, viewer, viewer, album);
    setAlbumEtag(c, album, body);
    return c.json(body, 200);
  });
}
