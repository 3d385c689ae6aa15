import type * as z from 'zod';
import type { JobLane } from '../domain/job-queue.ts';
import type { Ports } from '../ports/index.ts';

/** A kind of work: its name, what its payload must be, and what is done. */
export type Job<Schema extends z.ZodType = z.ZodType> = {
  name: string;
  /** The lane whose workers handle it, as `laneOfJob` says. */
  lane: JobLane;
  payload: Schema;
  /** How often it is tried before it is put among the dead. */
  attempts: number;
  /** Finds, where it differs from job to job, the lane in which one has to wait now, and with which group. */
  findLane?(ports: Ports, payload: z.output<Schema>): Promise<{ lane: JobLane; group?: string } | undefined>;
  handle(ports: Ports, payload: z.output<Schema>, signal: AbortSignal): Promise<void>;
};

export const defineJob = <Schema extends z.ZodType>(job: Job<Schema>): Job<Schema> => job;
