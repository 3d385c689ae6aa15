import { maxPhotosAtOnce } from '@vitrine/contract/limits.ts';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import type { Visibility } from '../../api/types.ts';

export type BulkChange =
  | { action: 'delete' | 'restore' }
  | { action: 'visibility'; visibility: Visibility }
  | { action: 'addTags' | 'removeTags'; tags: string[] }
  | { action: 'addToAlbum' | 'removeFromAlbum'; albumId: string };

export type BulkResult = { done: ReadonlySet<string>; failed: { count: number; code: string | undefined } };

/** Any number of photos, in as many requests as the API's limit asks for. */
export async function changeInBulk(photoIds: readonly string[], change: BulkChange): Promise<BulkResult> {
  const done = new Set<string>();
  const failed: BulkResult['failed'] = { count: 0, code: undefined };
  for (let at = 0; at < photoIds.length; at += maxPhotosAtOnce) {
    const body = { photoIds: photoIds.slice(at, at + maxPhotosAtOnce), ...change };
    const { results } = await answer(api.POST('/photos/bulk', { body }));
    for (const { photoId, ok, code } of results) {
      if (ok) done.add(photoId);
      else {
        failed.count += 1;
        failed.code ??= code;
      }
    }
  }
  return { done, failed };
}
