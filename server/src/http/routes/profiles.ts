import * as contract from '@vitrine/contract/profiles.ts';
import { canFindPhoto } from '../../domain/access.ts';
import { toIso } from '../../domain/time.ts';
import { findProfile } from '../../features/accounts/profile.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { presentAlbums } from '../presenters/albums.ts';
import { presentMember, presentPage, setNextLink } from '../presenters/photos.ts';

export function addProfileRoutes(api: Api, { ports }: ApiOptions): void {
  api.openapi(guarded(contract.getProfile), async (c) => {
    const owner = await findProfile(ports, c.get('account'), c.req.valid('param').username);
    const profile = {
      ...presentMember(owner),
      bio: owner.bio,
      createdAt: toIso(owner.createdAt),
      suspended: owner.suspendedAt !== undefined,
      photoCount: owner.usage.publicPhotos,
      albumCount: await ports.albums.countByOwner({ ownerId: owner.id, publicOnly: true }),
    };
    return c.json(profile, 200);
  });
  api.openapi(guarded(contract.listProfileAlbums), async (c) => {
    const owner = await findProfile(ports, c.get('account'), c.req.valid('param').username);
    const page = await ports.albums.listByOwner({
      ownerId: owner.id,
      publicOnly: true,
      ...c.req.valid('query'),
    });
    const items = await presentAlbums(ports, c.get('account'), owner, page.items);
    return c.json({ items, nextCursor: setNextLink(c, page.nextCursor) }, 200);
  });
  api.openapi(guarded(contract.listProfilePhotos), async (c) => {
    const owner = await findProfile(ports, c.get('account'), c.req.valid('param').username);
    const page = await ports.photos.listPublicByOwner({ ownerId: owner.id, ...c.req.valid('query') });
    const body = await presentPage(ports, c.get('account'), page, canFindPhoto);
    setNextLink(c, body.nextCursor);
    return c.json(body, 200);
  });
}
