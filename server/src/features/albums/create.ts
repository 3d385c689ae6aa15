import type { Account } from '../../domain/account.ts';
import { type Album, maxAlbumsPerAccount } from '../../domain/album.ts';
import { AppError } from '../../domain/errors.ts';
import type { AlbumId, PhotoId } from '../../domain/ids.ts';
import type { Visibility } from '../../domain/photo.ts';
import { defaultsOf } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { checkSameRequest, digestRequest } from '../shared/idempotency.ts';
import { checkContribution } from '../shared/loaders.ts';
import { addAlbumPhotos } from './membership.ts';

export type NewAlbum = {
  title: string;
  description?: string | undefined;
  /** That of the account's upload defaults, if left out. */
  visibility?: Visibility | undefined;
  photoIds?: readonly PhotoId[] | undefined;
  /** The same key again finds the album that it made, if the request is the same. */
  idempotencyKey?: string | undefined;
};

/** An account has so many at most; those that are made at the same moment may be a few more. */
export async function createAlbum(
  ports: Pick<Ports, 'albums' | 'secrets' | 'clock'>,
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
  const now = ports.clock.now();
  const id =
    idempotencyKey === undefined
      ? ports.secrets.createId<AlbumId>()
      : ports.secrets.deriveId<AlbumId>('album', `${owner.id} ${idempotencyKey}`);
  const present = idempotencyKey === undefined ? undefined : await ports.albums.find(id);
  const requestDigest =
    idempotencyKey === undefined
      ? undefined
      : digestRequest(ports, { title, description, visibility, photoIds });
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
    await checkRoom(ports, owner);
    await ports.albums.insert(album).catch(async (error) => {
      // The same key at the same moment: whoever came first has made it.
      const first = idempotencyKey === undefined ? undefined : await ports.albums.find(id);
      if (!first) throw error;
      checkSameRequest(first, requestDigest);
    });
  }
  return photoIds.length > 0 ? addAlbumPhotos(ports, owner, id, photoIds) : (present ?? album);
}

async function checkRoom({ albums }: Pick<Ports, 'albums'>, { id }: Account): Promise<void> {
  if ((await albums.countByOwner({ ownerId: id })) >= maxAlbumsPerAccount)
    throw new AppError(
      'quota-exceeded',
      `An account has at most ${maxAlbumsPerAccount} albums. Delete one that you no longer need first.`,
    );
}
