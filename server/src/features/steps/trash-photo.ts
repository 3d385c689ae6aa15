import type { Account } from '../../domain/account.ts';
import type { PhotoId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';
import { changeOwnPhoto } from '../guards/change-own-photo.ts';
import { findOwnPhoto } from '../guards/find-own-photo.ts';
import { discardBytes } from './discard-bytes.ts';
import { purgePhotos } from './purge-photos.ts';

/** To the trash; what never became a picture goes for good. Trashing twice changes nothing. */
export async function trashPhoto(
  ports: Pick<Ports, 'photos' | 'blobs' | 'jobs' | 'events' | 'clock' | 'log'>,
  viewer: Account,
  id: PhotoId,
): Promise<void> {
  const photo = await findOwnPhoto(ports, viewer, id);
  if (photo.status === 'uploading' || photo.status === 'rejected') {
    // It arrived in this moment.
    if ((await purgePhotos(ports, [photo])) === 0) await trashPhoto(ports, viewer, id);
    else await discardBytes(ports, photo);
    return;
  }
  const trashedAt = ports.clock.now();
  await changeOwnPhoto(ports, viewer, id, (present) =>
    present.trashedAt === undefined ? { ...present, trashedAt } : present,
  );
}
