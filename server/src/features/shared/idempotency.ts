import { AppError } from '../../domain/errors.ts';
import type { Ports } from '../../ports/index.ts';

/** Identifies a request by what it asks for, whatever the order of its fields. */
export const digestRequest = ({ secrets }: Pick<Ports, 'secrets'>, request: object): string =>
  secrets.digest(
    JSON.stringify(
      Object.entries(request)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );

/** An Idempotency-Key belongs to the request that used it first. What older versions made has no digest. */
export function checkSameRequest(made: { requestDigest?: string }, digest: string | undefined): void {
  if (digest === undefined || made.requestDigest === undefined || made.requestDigest === digest) return;
  throw new AppError(
    'conflict',
    'This Idempotency-Key belongs to another request. Choose a new key for each request.',
  );
}
