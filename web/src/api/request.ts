import { offlineProblem, problemFrom } from './api-problem.ts';

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
