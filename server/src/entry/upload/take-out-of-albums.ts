import { maxPhotosAtOnce } from '@vitrine/contract/limits.ts';
import type { ApiClient } from './api-client.ts';

export async function takeOutOfAlbums(
  client: Pick<ApiClient, 'call'>,
  albumIds: readonly string[],
  photoIds: readonly string[],
): Promise<void> {
  for (const id of albumIds)
    for (let at = 0; at < photoIds.length; at += maxPhotosAtOnce)
      await client.call('DELETE', `/albums/${id}/photos`, {
        photoIds: photoIds.slice(at, at + maxPhotosAtOnce),
      });
}
