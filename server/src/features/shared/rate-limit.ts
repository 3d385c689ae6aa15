import { AppError } from '../../domain/errors.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { AttemptOutcome } from '../../ports/attempts.ts';
import type { Ports } from '../../ports/index.ts';

export type Limit = { limit: number; window: Timestamp };

/** Counts an attempt, or throws where there were too many. `onCount` is told what remains in either case. */
export async function takeAttempt(
  ports: Pick<Ports, 'attempts' | 'clock'>,
  key: string,
  limit: Limit,
  onCount?: (outcome: AttemptOutcome) => void,
): Promise<void> {
  const outcome = await ports.attempts.take({ key, ...limit, now: ports.clock.now() });
  onCount?.(outcome);
  if (outcome.allowed) return;
  const { retryAfter } = outcome;
  throw new AppError('too-many-requests', `That was tried too often. Please wait ${inWords(retryAfter)}.`, {
    retryAfter,
  });
}

const inWords = (seconds: number) =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
