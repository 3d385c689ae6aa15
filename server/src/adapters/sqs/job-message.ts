import { Buffer } from 'node:buffer';
import type { JobId } from '../../domain/ids.ts';
import { type JobLane, jobLanes } from '../../domain/job-queue.ts';
import type { Timestamp } from '../../domain/time.ts';

/** A job as stored in a queue. */
export type JobMessage = {
  id: JobId;
  name: string;
  payload: unknown;
  group?: string | undefined;
  /** Lane that the job was moved to, if it differs from the lane of its name. */
  lane?: JobLane | undefined;
  /** Attempts before the job was sent again. */
  attempts?: number | undefined;
  /** Due time beyond the maximum delay of a message. */
  notBefore?: Timestamp | undefined;
  /** Reason and time of death, in the dead-letter queue. Absent if SQS moved the message itself. */
  death?: { at: Timestamp; attempts: number; reason: string } | undefined;
};

/** Maximum message size that every queue accepts. */
const maxMessageBytes = 262_144;
/* Keeps space for the reason, so that a dead letter is never too long. */
const maxReasonLength = 1000;
const reservedBytes = 8192;

/** @throws {RangeError} if a queue would refuse the size. The message reveals nothing of the payload. */
export function writeMessage({ death, ...job }: JobMessage): string {
  const text = JSON.stringify({
    ...job,
    ...(death && { death: { ...death, reason: death.reason.slice(0, maxReasonLength) } }),
  });
  const body = text.replace(/[\ufffe\uffff]/gu, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
  const bytes = Buffer.byteLength(body);
  if (bytes > maxMessageBytes - (death ? 0 : reservedBytes))
    throw new RangeError(
      `job ${job.name} holds ${bytes} bytes: a message takes ${maxMessageBytes - reservedBytes}`,
    );
  return body;
}

/** Converts a foreign message to an unknown job, which ends in the dead-letter queue, where people see it. */
export function readMessage(body: string, messageId: string): JobMessage {
  try {
    const { id, name, payload, group, lane, attempts, notBefore, death } = JSON.parse(body) as JobMessage;
    if (typeof id !== 'string' || typeof name !== 'string') throw new TypeError('no job');
    // A later version may have lanes that this version does not know.
    const known = lane !== undefined && jobLanes.includes(lane) ? lane : undefined;
    return { id, name, payload, group, lane: known, attempts, notBefore, death };
  } catch {
    // Invalid JSON is a foreign message.
  }
  return { id: messageId as JobId, name: 'unreadable', payload: body };
}
