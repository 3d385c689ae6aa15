import { setTimeout as sleep } from 'node:timers/promises';
import type { DatedEvent } from '../ports/events.ts';

/** More than anybody changes while a sound connection is slow, beside all that is told at once to who comes back. */
const mostWaiting = 2000;

export type SseQueue = {
  put(dated: DatedEvent): void;
  /** What happened before all that was put in. */
  putBefore(missed: Iterable<DatedEvent>): void;
  /** The first one that waits; absent where none came for that many milliseconds, or it is closed. */
  take(patience: number): Promise<DatedEvent | undefined>;
  close(): void;
  readonly isClosed: boolean;
};

/**
 * What is still to be told on one connection: of each kind about each photo what came last, so that nothing piles up
 * where somebody reads slowly or not at all.
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
    // At the end, where its moment is.
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
