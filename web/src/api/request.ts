import type { Problem } from './types.ts';

export const apiBase = '/api/v1';

export type ClientResponse<T> = { data?: T; error?: unknown; response: Response };

/** Resolves to the body of a response. Throws an `ApiProblem` for a failure. */
export async function unwrap<T>(request: Promise<ClientResponse<T>>): Promise<T> {
  const { data, error, response } = await request.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw offlineProblem();
  });
  if (!response.ok) throw problemFrom(response.status, error);
  // Responses without a body have no data, and their type says so.
  return data as T;
}

/** Fetches an API URL as JSON. The caller states the type of the body. */
export function fetchJson<T>(url: string, signal: AbortSignal): Promise<T> {
  return unwrap<T>(fetchResponse(url, signal));
}

async function fetchResponse(url: string, signal: AbortSignal) {
  const response = await fetch(`${apiBase}${url}`, { credentials: 'same-origin', signal });
  const body: unknown = await response.json().catch((cause: unknown) => {
    if (response.ok) throw cause;
    // An error response without a problem document comes from a proxy.
    return undefined;
  });
  return response.ok ? { data: body as never, response } : { error: body, response };
}

/** Returns whether Vitrine responds. A proxy without a backend answers with 502 to 504. */
export async function isReachable(): Promise<boolean> {
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
  return answer !== undefined && answer.status < 500;
}

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
