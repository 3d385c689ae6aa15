import type { Problem } from './types.ts';

export type ProblemCode = Problem['code'] | 'offline';

/** What a request failed with: the server's problem document, or `offline` where no answer came at all. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  /** What the server's log knows the request by; empty where no server of ours answered. */
  readonly requestId: string;
  /** Messages by the name of the field that they are about. */
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

/** No answer came at all. */
export const offlineProblem = () => new ApiProblem({ status: 0, code: 'offline', detail: '' });

export const isNotFound = (error: unknown) => error instanceof ApiProblem && error.status === 404;

/** Of a path into the body, such as `tags.0`, the field that a form has. */
const fieldName = (path: string) => path.split('.')[0] ?? '';
