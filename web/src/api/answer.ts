import { noConnection, problemFrom } from './api-problem.ts';

export type Outcome<T> = { data?: T; error?: unknown; response: Response };

/** The answer of a request, or an `ApiProblem`. */
export async function answer<T>(request: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await request.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw noConnection();
  });
  if (!response.ok) throw problemFrom(response.status, error);
  // Answers without a body have no data, and their type says so.
  return data as T;
}
