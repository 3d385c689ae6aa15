import { ApiProblem } from '../../api/api-problem.ts';
import { problemText } from '../errors/problem-text.ts';

export type FieldProblems<Name extends string> = {
  /** Beside which field to say what. */
  fields: Partial<Record<Name, string>>;
  /** What no field here is to blame for. */
  rest: string | undefined;
};

/** Sorts a failure into what is said beside the fields of a form and what is said under it. */
export function sortProblem<Name extends string>(
  error: unknown,
  names: readonly Name[],
): FieldProblems<Name> {
  const fields: FieldProblems<Name>['fields'] = {};
  if (!error) return { fields, rest: undefined };
  const told = error instanceof ApiProblem ? error.fields : {};
  for (const name of names) {
    const message = told[name];
    if (message) fields[name] = message;
  }
  const isPlaced = Object.keys(fields).length > 0;
  const other = Object.entries(told).find(([name]) => !names.some((known) => known === name))?.[1];
  return { fields, rest: isPlaced ? other : (other ?? problemText(error)) };
}
