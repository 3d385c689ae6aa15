import { ApiProblem, type ClientResponse, unwrap } from './request.ts';

type Versioned<T> = {
  /** The values when the user started editing. */
  seen: Partial<T>;
  /** The fields that the user changed. */
  change: Partial<T>;
  read: () => Promise<ClientResponse<T>>;
  /** Sends the change, with `tag` as `If-Match`. */
  write: (tag: string | undefined) => Promise<ClientResponse<T>>;
};

const preconditionFailed = () =>
  new ApiProblem({ status: 412, code: 'precondition-failed', detail: 'changed elsewhere' });

/**
 * Changes fields only if they still have the values that the user saw, so that two tabs do not overwrite each other.
 * Server-rendered pages carry no ETag: read the current state first, then send its ETag as `If-Match`.
 */
export async function changeIfUnmodified<T extends object>({
  seen,
  change,
  read,
  write,
}: Versioned<T>): Promise<T> {
  const result = await read();
  const current = await unwrap(Promise.resolve(result));
  const names = Object.keys(change) as (keyof T)[];
  const isUnchanged = names.every((name) => JSON.stringify(current[name]) === JSON.stringify(seen[name]));
  if (!isUnchanged) throw preconditionFailed();
  return unwrap(write(result.response.headers.get('etag') ?? undefined));
}
