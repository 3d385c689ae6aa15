import { AppError } from '../../domain/errors.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { AttemptOutcome } from '../../ports/attempts.ts';
import type { Ports } from '../../ports/index.ts';

export type Limit = { limit: number; window: Timestamp };

/** Counts an attempt, or throws `too-many-requests`. `onCount` receives the remaining attempts in either case. */
export async function takeAttempt(
  deps: Pick<Ports, 'attempts' | 'clock'>,
  key: string,
  limit: Limit,
  onCount?: (outcome: AttemptOutcome) => void,
): Promise<void> {
  const outcome = await deps.attempts.take({ key, ...limit, now: deps.clock.now() });
  onCount?.(outcome);
  if (outcome.allowed) return;
  const { retryAfter } = outcome;
  throw new AppError('too-many-requests', `Too many attempts. Try again in ${inWords(retryAfter)}.`, {
    retryAfter,
  });
}

const inWords = (seconds: number) =>
  seconds < 90 ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : `${Math.ceil(seconds / 60)} minutes`;
