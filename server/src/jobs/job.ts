import type * as z from 'zod';
import type { Ports } from '../ports/index.ts';

/** A kind of work: its name, what its payload must be, and what is done. */
export type Job<Schema extends z.ZodType = z.ZodType> = {
  name: string;
  payload: Schema;
  /** How often it is tried before it is put among the dead. */
  attempts: number;
  handle(ports: Ports, payload: z.output<Schema>, signal: AbortSignal): Promise<void>;
};

export const defineJob = <Schema extends z.ZodType>(job: Job<Schema>): Job<Schema> => job;
