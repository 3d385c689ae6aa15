import type { Account } from '../../domain/account.ts';
import type { PhotoId } from '../../domain/ids.ts';
import { type Photo, withoutTrash } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { changeOwnPhoto } from '../guards/change-own-photo.ts';

export async function restorePhoto(
  ports: Pick<Ports, 'photos' | 'events' | 'clock'>,
  viewer: Account,
  id: PhotoId,
): Promise<Photo> {
  const now = ports.clock.now();
  return changeOwnPhoto(ports, viewer, id, (photo) => withoutTrash(photo, now));
}
