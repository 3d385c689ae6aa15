import type { Account } from '../../domain/account.ts';
import { type Album, maxAlbumsPerAccount } from '../../domain/album.ts';
import { AppError } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import { defaultsOf, type Visibility } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { checkSameRequest, digestRequest } from '../shared/idempotency.ts';
import { checkContribution } from '../shared/loaders.ts';
import { addAlbumPhotos } from './membership.ts';

export type NewAlbum = {
  title: string;
  description?: string | undefined;
  /** Defaults to the visibility of the account's upload defaults. */
  visibility?: Visibility | undefined;
  photoIds?: readonly PhotoId[] | undefined;
  /** A repeated request with the same key finds the album that the first one created. */
  idempotencyKey?: string | undefined;
};

/** Creates an album. Concurrent requests may exceed the limit of albums an account by a few. */
export async function createAlbum(
  deps: Pick<Ports, 'albums' | 'secrets' | 'clock'>,
  owner: Account,
  {
    title,
    description = '',
    visibility = defaultsOf(owner).visibility,
    photoIds = [],
    idempotencyKey,
  }: NewAlbum,
): Promise<Album> {
  checkContribution(owner);
  const now = deps.clock.now();
  const id =
    idempotencyKey === undefined
      ? deps.secrets.createId<AlbumId>()
      : deps.secrets.deriveId<AlbumId>('album', `${owner.id} ${idempotencyKey}`);
  const present = idempotencyKey === undefined ? undefined : await deps.albums.find(id);
  const requestDigest =
    idempotencyKey === undefined
      ? undefined
      : digestRequest(deps, { title, description, visibility, photoIds });
  if (present) checkSameRequest(present, requestDigest);
  const album: Album = {
    id,
    ownerId: owner.id,
    title,
    description,
    visibility,
    createdAt: now,
    updatedAt: now,
    ...(requestDigest !== undefined && { requestDigest }),
  };
  if (!present) {
    await checkAlbumCount(deps, owner);
    await deps.albums.insert(album).catch(async (error) => {
      // A concurrent request with the same key may have inserted the album.
      const first = idempotencyKey === undefined ? undefined : await deps.albums.find(id);
      if (!first) throw error;
      checkSameRequest(first, requestDigest);
    });
  }
  return photoIds.length > 0 ? addAlbumPhotos(deps, owner, id, photoIds) : (present ?? album);
}

async function checkAlbumCount({ albums }: Pick<Ports, 'albums'>, { id }: Account): Promise<void> {
  if ((await albums.countByOwner({ ownerId: id })) >= maxAlbumsPerAccount)
    throw new AppError(
      'quota-exceeded',
      `An account can have at most ${maxAlbumsPerAccount} albums. Delete one first.`,
    );
}
