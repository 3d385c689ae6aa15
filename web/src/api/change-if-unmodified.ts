import { ApiProblem } from './api-problem.ts';
import { type ClientResponse, unwrap } from './request.ts';

type Versioned<T> = {
  /** The values at the moment the person began to edit. */
  seen: Partial<T>;
  /** The fields that they changed. */
  change: Partial<T>;
  read: () => Promise<ClientResponse<T>>;
  /** Sends the change; `tag` is for `If-Match`. */
  write: (tag: string | undefined) => Promise<ClientResponse<T>>;
};

const preconditionFailed = () =>
  new ApiProblem({ status: 412, code: 'precondition-failed', detail: 'changed elsewhere' });

/**
 * Changes fields only if they are still as the person saw them, so that two tabs do not overwrite each other. Pages come
 * without a tag: the present state is read first, and `If-Match` holds it until the change is written.
 */
export async function changeIfUnmodified<T extends object>({
  seen,
  change,
  read,
  write,
}: Versioned<T>): Promise<T> {
  const reading = await read();
  const present = await unwrap(Promise.resolve(reading));
  const names = Object.keys(change) as (keyof T)[];
  const isAsSeen = names.every((name) => JSON.stringify(present[name]) === JSON.stringify(seen[name]));
  if (!isAsSeen) throw preconditionFailed();
  return unwrap(write(reading.response.headers.get('etag') ?? undefined));
}
