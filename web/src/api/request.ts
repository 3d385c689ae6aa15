import { offlineProblem, problemFrom } from './api-problem.ts';

export const apiBase = '/api/v1';

export type ClientResponse<T> = { data?: T; error?: unknown; response: Response };

/** The answer of a request, or an `ApiProblem`. */
export async function unwrap<T>(request: Promise<ClientResponse<T>>): Promise<T> {
  const { data, error, response } = await request.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw offlineProblem();
  });
  if (!response.ok) throw problemFrom(response.status, error);
  // Answers without a body have no data, and their type says so.
  return data as T;
}

/** Reads an address as the contract's page table writes it; its answer's type is the caller's word. */
export function fetchJson<T>(address: string, signal: AbortSignal): Promise<T> {
  return unwrap<T>(fetchResponse(address, signal));
}

async function fetchResponse(address: string, signal: AbortSignal) {
  const response = await fetch(`${apiBase}${address}`, { credentials: 'same-origin', signal });
  const body: unknown = await response.json().catch((cause: unknown) => {
    if (response.ok) throw cause;
    // A problem without a document, from something in between.
    return undefined;
  });
  return response.ok ? { data: body as never, response } : { error: body, response };
}

/** Whether Vitrine is there to answer. A front that finds nobody behind it says so with 502 to 504. */
export async function isReachable(): Promise<boolean> {
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
  return answer !== undefined && answer.status < 500;
}
