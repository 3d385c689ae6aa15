import type { Timestamp } from '../domain/time.ts';

export interface Clock {
  now(): Timestamp;
}
