import type { Timestamp } from '../../domain/time.ts';
import { timeToLive } from './table-shape.ts';

/**
 * When something ends: to the millisecond for us, who leave it out from then on, and in seconds for DynamoDB, which
 * deletes it within days.
 */
export const expiry = (expiresAt: Timestamp) => ({
  expiresAt,
  [timeToLive]: Math.ceil(expiresAt / 1000),
});
