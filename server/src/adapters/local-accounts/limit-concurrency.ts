import { AppError } from '../../domain/errors.ts';

/** Runs at most `limit` pieces of work at once; `mostWaiting` others wait their turn, and more are refused. */
export function limitConcurrency(limit: number, mostWaiting: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    // Whoever ends hands its place over, so that none is taken in between.
    if (running < limit) running++;
    else if (waiting.length >= mostWaiting) throw tooMany();
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

const tooMany = () =>
  new AppError('too-many-requests', 'Too many people are logging in just now. Please try again soon.', {
    retryAfter: 5,
  });
