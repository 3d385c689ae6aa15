import { Buffer } from 'node:buffer';
import type { JobId } from '../../domain/ids.ts';
import { type JobLane, jobLanes } from '../../domain/job-queue.ts';
import type { Timestamp } from '../../domain/time.ts';

/** A job as it lies in a queue. */
export type JobMessage = {
  id: JobId;
  name: string;
  payload: unknown;
  group?: string | undefined;
  /** The lane that it was moved to from the lane of its name. */
  lane?: JobLane | undefined;
  /** Those that it had before it was sent on. */
  attempts?: number | undefined;
  /** For a time that is further away than a message can be delayed. */
  notBefore?: Timestamp | undefined;
  /** Among the dead letters: why it is there. Absent where SQS itself moved it. */
  death?: { at: Timestamp; attempts: number; reason: string } | undefined;
};

/** What every queue takes, whatever else it is set to. */
const maxMessageBytes = 262_144;
/* So that the reason never is what makes a dead letter too long. */
const maxReasonLength = 1000;
const reservedBytes = 8192;

/** @throws {RangeError} where a queue would refuse it; nothing of the payload is told. */
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

/** What is no job of ours becomes one that nobody knows: it ends among the dead letters, where it is seen. */
export function readMessage(body: string, messageId: string): JobMessage {
  try {
    const { id, name, payload, group, lane, attempts, notBefore, death } = JSON.parse(body) as JobMessage;
    if (typeof id !== 'string' || typeof name !== 'string') throw new TypeError('no job');
    // A later version may have lanes that this one does not know.
    const known = lane !== undefined && jobLanes.includes(lane) ? lane : undefined;
    return { id, name, payload, group, lane: known, attempts, notBefore, death };
  } catch {
    // No JSON, and so none of ours either.
  }
  return { id: messageId as JobId, name: 'unreadable', payload: body };
}
