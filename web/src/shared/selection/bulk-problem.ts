import { ApiProblem, type ProblemCode } from '../../api/api-problem.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import type { BulkChange, BulkResult } from './change-in-bulk.ts';

const words = libraryMessages.selection;

/** Why some of the photos were not changed, as what is thrown where all of them should have been. */
export function bulkProblem({ code }: BulkResult['failed'], action: BulkChange['action']): ApiProblem {
  const isFull = code === 'quota-exceeded' && action === 'addToAlbum';
  const detail = isFull ? words.albumIsFull : words.codes[code ?? ''];
  return new ApiProblem({ status: 422, code: (code ?? 'internal') as ProblemCode, detail: detail ?? '' });
}
