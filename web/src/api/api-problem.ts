import type { Problem } from './types.ts';

export type ProblemCode = Problem['code'] | 'offline';

/** A failed request: the server's problem document, or `offline` if no response arrived. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  /** The id under which the server logs the request. Empty if the response did not come from Vitrine. */
  readonly requestId: string;
  /** Messages by field name. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(problem: {
    status: number;
    code: ProblemCode;
    detail: string;
    requestId?: string | undefined;
    errors?: Problem['errors'];
  }) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.requestId ?? '';
    this.fields = Object.fromEntries(
      (problem.errors ?? []).map((error) => [fieldName(error.path), error.message]),
    );
  }
}

export function problemFrom(status: number, body: unknown): ApiProblem {
  const problem = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {};
  return new ApiProblem({
    status,
    code: problem.code ?? (status === 404 ? 'not-found' : 'internal'),
    detail: problem.detail ?? problem.title ?? '',
    requestId: problem.requestId,
    errors: problem.errors,
  });
}

/** Stands for a request without any response. */
export const offlineProblem = () => new ApiProblem({ status: 0, code: 'offline', detail: '' });

export const isNotFound = (error: unknown) => error instanceof ApiProblem && error.status === 404;

/** Returns the form field of a body path: `tags` for `tags.0`. */
const fieldName = (path: string) => path.split('.')[0] ?? '';
