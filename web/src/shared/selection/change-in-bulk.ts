import { maxPhotosAtOnce } from '@vitrine/contract/limits.ts';
import { answer } from '../../api/answer.ts';
import { ApiProblem } from '../../api/api-problem.ts';
import { api } from '../../api/client.ts';
import type { Visibility } from '../../api/types.ts';

export type BulkChange =
  | { action: 'delete' | 'restore' | 'deleteForever' }
  | { action: 'visibility'; visibility: Visibility; allowDownload?: boolean }
  | { action: 'addTags' | 'removeTags'; tags: string[] }
  | { action: 'addToAlbum' | 'removeFromAlbum'; albumId: string };

export type BulkResult = { done: ReadonlySet<string>; failed: { count: number; code: string | undefined } };

type Send = (
  body: BulkChange & { photoIds: string[] },
) => Promise<{ results: { photoId: string; ok: boolean; code?: string | undefined }[] }>;
const sendBulk: Send = (body) => answer(api.POST('/photos/bulk', { body }));

/**
 * Any number of photos, in as many requests as the API's limit asks for. Where one of these fails, what was done before
 * it is told with what was not.
 */
export async function changeInBulk(
  photoIds: readonly string[],
  change: BulkChange,
  send = sendBulk,
): Promise<BulkResult> {
  const done = new Set<string>();
  const failed: BulkResult['failed'] = { count: 0, code: undefined };
  for (let at = 0; at < photoIds.length; at += maxPhotosAtOnce) {
    const body = { photoIds: photoIds.slice(at, at + maxPhotosAtOnce), ...change };
    const results = await send(body).then(
      (answered) => answered.results,
      (error: unknown) => {
        if (done.size === 0) throw error;
        failed.count += photoIds.length - at;
        failed.code ??= error instanceof ApiProblem ? error.code : undefined;
      },
    );
    if (!results) break;
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
