import { ApiProblem } from '../../api/api-problem.ts';
import { messages } from '../i18n/messages.ts';

/** What to say about a failure that no field is to blame for. */
export function problemText(error: unknown): string {
  if (!(error instanceof ApiProblem)) return messages.problems.unknown;
  if (error.code === 'offline') return messages.problems.offline;
  if (error.code === 'too-many-requests') return messages.problems.tooMany;
  if (error.code === 'precondition-failed') return messages.problems.changedElsewhere;
  if (error.code === 'forbidden') return messages.problems.forbidden;
  return error.message || messages.problems.unknown;
}
