import { setTimeout as sleep } from 'node:timers/promises';
import type { DatedEvent } from '../ports/events.ts';

/** More events than a healthy connection can fall behind by. A longer queue closes the connection. */
const mostWaiting = 2000;

export type SseQueue = {
  put(dated: DatedEvent): void;
  /** Inserts earlier events before all queued ones. */
  putBefore(missed: Iterable<DatedEvent>): void;
  /** Removes the first event. Resolves to `undefined` after `patience` milliseconds without one, or when closed. */
  take(patience: number): Promise<DatedEvent | undefined>;
  close(): void;
  readonly isClosed: boolean;
};

/**
 * Queues events for one connection. It keeps only the latest event of each type and photo, so that slow readers cannot
 * make it grow.
 */
export function createSseQueue(): SseQueue {
  const waiting = new Map<string, DatedEvent>();
  let resting = new AbortController();
  let isClosed = false;

  const close = () => {
    isClosed = true;
    waiting.clear();
    resting.abort();
  };
  const put = (dated: DatedEvent) => {
    if (isClosed) return;
    const name = `${dated.event.type} ${dated.event.photoId}`;
    // Moves it to the end, where its time belongs.
    waiting.delete(name);
    waiting.set(name, dated);
    if (waiting.size > mostWaiting) close();
    resting.abort();
  };

  return {
    put,
    putBefore(missed) {
      const later = [...waiting.values()];
      for (const dated of [...missed, ...later]) put(dated);
    },
    async take(patience) {
      if (waiting.size === 0 && !isClosed) {
        resting = new AbortController();
        await sleep(patience, undefined, { signal: resting.signal }).catch(() => undefined);
      }
      const [first] = waiting;
      if (!first) return undefined;
      const [name, dated] = first;
      waiting.delete(name);
      return dated;
    },
    close,
    get isClosed() {
      return isClosed;
    },
  };
}
