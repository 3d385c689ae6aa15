import { isReachable } from '../../api/is-reachable.ts';
import type { Toast } from '../../ui/toast.tsx';
import { messages } from '../i18n/messages.ts';

/** What is said where code could not be fetched: a document may keep to that for good, and only a fresh one ask again. */
export async function missingPart(): Promise<Toast> {
  if (!(await isReachable())) return { text: messages.problems.offline };
  const action = { label: messages.problems.reload, run: () => location.reload() };
  return { text: messages.problems.missingPart, action };
}
