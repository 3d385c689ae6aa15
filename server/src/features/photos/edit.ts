import type { Account } from '../../domain/account.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { type Photo, withPublication } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { changeOwnPhoto } from './transition.ts';

export type PhotoChange = {
  [Field in 'title' | 'description' | 'altText' | 'tags' | 'visibility' | 'showPlace' | 'allowDownload']?:
    | Photo[Field]
    | undefined;
};

/** Fields that are absent stay as they are. */
export async function editPhoto(
  ports: Pick<Ports, 'photos' | 'events' | 'clock'>,
  viewer: Account,
  id: PhotoId,
  change: PhotoChange,
): Promise<Photo> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const now = ports.clock.now();
  return changeOwnPhoto(ports, viewer, id, (photo) => withPublication({ ...photo, ...given }, now));
}
