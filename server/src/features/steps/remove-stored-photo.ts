import { originalKey, renditionPrefix, sharedKey } from '../../domain/blob-keys.ts';
import type { Photo } from '../../domain/photo.ts';
import type { Ports } from '../../ports/index.ts';
import { removeAvatarFiles } from './remove-avatar.ts';

/** Every byte that lies under a photo's id, the original last: where this ends half way, that says that there is more. */
export async function removeStoredPhoto(
  { blobs }: Pick<Ports, 'blobs'>,
  { id, ownerId }: Pick<Photo, 'id' | 'ownerId'>,
): Promise<void> {
  await blobs.removeParts(originalKey(id));
  const renditions = await blobs.list({ prefix: renditionPrefix(id), limit: 1000 });
  const keys = renditions.items.map(({ key }) => key);
  await removeAvatarFiles({ blobs }, ownerId, id);
  await blobs.remove([sharedKey(id), ...keys]);
  await blobs.remove([originalKey(id)]);
}
