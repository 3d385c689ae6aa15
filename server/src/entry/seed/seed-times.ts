import type { Visibility } from '../../domain/photo.ts';
import { days, type Timestamp } from '../../domain/time.ts';
import { createRandom } from './random.ts';

/** Some moment in the last two years, denser towards now. */
export const momentFor = (now: Timestamp, ...words: (string | number)[]): Timestamp =>
  Math.round(now - days(730) * createRandom('moment', ...words).next() ** 1.5);

/** Public for the most part. */
export function visibilityFor(...words: (string | number)[]): Visibility {
  const chance = createRandom('visibility', ...words).next();
  return chance < 0.86 ? 'public' : chance < 0.94 ? 'unlisted' : 'private';
}
