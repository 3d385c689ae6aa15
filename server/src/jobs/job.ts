import type * as z from 'zod';
import type { JobLane } from '../domain/job-queue.ts';
import type { Ports } from '../ports/index.ts';

/** Kind of job: its name, the schema of its payload, and its handler. */
export type Job<Schema extends z.ZodType = z.ZodType> = {
  name: string;
  /** Equals `laneOfJob(name)`; a test compares them. */
  lane: JobLane;
  payload: Schema;
  /** Attempts until the job is dead. */
  attempts: number;
  /** Finds the present lane and group of a job whose lane depends on its payload. */
  findLane?(ports: Ports, payload: z.output<Schema>): Promise<{ lane: JobLane; group?: string } | undefined>;
  handle(ports: Ports, payload: z.output<Schema>, signal: AbortSignal): Promise<void>;
};

export const defineJob = <Schema extends z.ZodType>(job: Job<Schema>): Job<Schema> => job;
