import { ApiProblem } from '../../api/request.ts';
import { messages } from '../i18n/messages.ts';

/** Returns the message for a failure that concerns no form field. */
export function problemText(error: unknown): string {
  if (!(error instanceof ApiProblem)) return messages.problems.unknown;
  if (error.code === 'offline') return messages.problems.offline;
  if (error.code === 'too-many-requests') return messages.problems.tooMany;
  if (error.code === 'precondition-failed') return messages.problems.changedElsewhere;
  if (error.code === 'forbidden') return messages.problems.forbidden;
  return error.message || messages.problems.unknown;
}

type FieldProblems<Name extends string> = {
  /** Messages by form field. */
  fields: Partial<Record<Name, string>>;
  /** A message that concerns none of the fields. */
  general: string | undefined;
};

/** Splits a failure into messages beside form fields and a message for the whole form. */
export function splitProblem<Name extends string>(
  error: unknown,
  names: readonly Name[],
): FieldProblems<Name> {
  const fields: FieldProblems<Name>['fields'] = {};
  if (!error) return { fields, general: undefined };
  const messagesByField = error instanceof ApiProblem ? error.fields : {};
  for (const name of names) {
    const message = messagesByField[name];
    if (message) fields[name] = message;
  }
  const isPlaced = Object.keys(fields).length > 0;
  const other = Object.entries(messagesByField).find(([name]) => !names.some((known) => known === name))?.[1];
  return { fields, general: isPlaced ? other : (other ?? problemText(error)) };
}
