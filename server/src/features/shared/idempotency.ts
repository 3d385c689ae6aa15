import { AppError } from '../../domain/errors.ts';
import type { Ports } from '../../ports/index.ts';

/** Digests the fields of a request, in any order. */
export const digestRequest = ({ secrets }: Pick<Ports, 'secrets'>, request: object): string =>
  secrets.digest(
    JSON.stringify(
      Object.entries(request)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );

/** Throws `conflict` if an Idempotency-Key is reused for another request. Rows of older versions have no digest. */
export function checkSameRequest(made: { requestDigest?: string }, digest: string | undefined): void {
  if (digest === undefined || made.requestDigest === undefined || made.requestDigest === digest) return;
  throw new AppError(
    'conflict',
    'This Idempotency-Key belongs to another request. Choose a new key for each request.',
  );
}
