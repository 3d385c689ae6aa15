import { libraryMessages } from '../i18n/messages-library.ts';
import type { Format } from '../i18n/use-format.ts';
import { bulkProblem } from './bulk-problem.ts';
import type { BulkChange, BulkResult } from './change-in-bulk.ts';

const words = libraryMessages.selection;

/** How many photos were not changed, and why, as far as that is known; empty where all of them were. */
export function describeFailed(
  failed: BulkResult['failed'],
  action: BulkChange['action'],
  format: Format,
): string {
  if (failed.count === 0) return '';
  const say = action === 'addToAlbum' ? words.notAdded : words.failed;
  return `${say(failed.count, format.number(failed.count))} ${bulkProblem(failed, action).message}`.trim();
}
