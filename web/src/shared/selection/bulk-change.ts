import { maxPhotosAtOnce } from '@vitrine/contract/limits.ts';
import { api } from '../../api/client.ts';
import { ApiProblem, type ProblemCode, unwrap } from '../../api/request.ts';
import type { Visibility } from '../../api/types.ts';
import type { Format } from '../i18n/format.ts';
import { libraryMessages } from '../i18n/messages-library.ts';

export type BulkChange =
  | { action: 'delete' | 'restore' | 'deleteForever' }
  | { action: 'visibility'; visibility: Visibility; allowDownload?: boolean }
  | { action: 'addTags' | 'removeTags'; tags: string[] }
  | { action: 'addToAlbum' | 'removeFromAlbum'; albumId: string };

export type BulkResult = { done: ReadonlySet<string>; failed: { count: number; code: string | undefined } };

type Send = (
  body: BulkChange & { photoIds: string[] },
) => Promise<{ results: { photoId: string; ok: boolean; code?: string | undefined }[] }>;
const sendBulk: Send = (body) => unwrap(api.POST('/photos/bulk', { body }));

/**
 * Changes any number of photos, in as many requests as the API's limit takes. If a request fails, the result counts
 * the rest as failed.
 */
export async function changePhotosInBulk(
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

/** Says how many photos were not changed, and why if known. Empty if all were changed. */
export function describeFailed(
  failed: BulkResult['failed'],
  action: BulkChange['action'],
  format: Format,
): string {
  if (failed.count === 0) return '';
  const say = action === 'addToAlbum' ? libraryMessages.selection.notAdded : libraryMessages.selection.failed;
  return `${say(failed.count, format.number(failed.count))} ${bulkProblem(failed, action).message}`.trim();
}

type Step = { photoIds: readonly string[]; change: BulkChange };

/** Undoes changes on many photos. All steps run, then the first failure is thrown. */
export async function undoBulkChanges(steps: readonly Step[], change = changePhotosInBulk): Promise<void> {
  let problem: ApiProblem | undefined;
  for (const step of steps) {
    const { failed } = await change(step.photoIds, step.change);
    if (failed.count > 0) problem ??= bulkProblem(failed, step.change.action);
  }
  if (problem) throw problem;
}

const words = libraryMessages.selection;

/** Returns the reason why some photos were not changed, as an error to throw. */
export function bulkProblem({ code }: BulkResult['failed'], action: BulkChange['action']): ApiProblem {
  const isFull = code === 'quota-exceeded' && action === 'addToAlbum';
  const detail = isFull ? words.albumIsFull : words.codes[code ?? ''];
  return new ApiProblem({ status: 422, code: (code ?? 'internal') as ProblemCode, detail: detail ?? '' });
}
