import type { paths } from '@vitrine/contract/openapi-types';
import createClient from 'openapi-fetch';
import { ApiProblem, problemFrom } from './api-problem.ts';

export const apiBase = '/api/v1';

export const api = createClient<paths>({ baseUrl: apiBase, credentials: 'same-origin' });

type Outcome<T> = { data?: T; error?: unknown; response: Response };

/** The answer of a request, or an `ApiProblem`. */
export async function answer<T>(request: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await request.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiProblem({ status: 0, code: 'offline', detail: '' });
  });
  if (!response.ok) throw problemFrom(response.status, error);
  // Answers without a body have no data, and their type says so.
  return data as T;
}

/** Reads an address as the contract's page table writes it; its answer's type is the caller's word. */
export function readAddress<T>(address: string, signal: AbortSignal): Promise<T> {
  return answer(api.GET(address as '/session', { signal }) as unknown as Promise<Outcome<T>>);
}
