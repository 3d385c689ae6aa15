import type { Confinement } from './confinement.ts';
import type { ImageAnswer, ImageTask } from './worker-loop.ts';
import {
  type BrokenChild,
  type ChildOptions,
  type OnSpent,
  type SupervisedChild,
  startSupervisedChild,
} from './worker-process.ts';

export type ImagePoolOptions = Omit<ChildOptions, 'confinement'> & {
  concurrency: number;
  /** Finds out, for the first child, what this machine can keep children from. */
  confine?: () => Promise<Confinement>;
  idleMilliseconds?: number;
};

export interface ImagePool extends AsyncDisposable {
  runTask(task: ImageTask, signal?: AbortSignal, onSpent?: OnSpent): Promise<ImageAnswer | BrokenChild>;
}

/** Child processes, begun when needed and ended when idle, each with one task at a time. */
export function createImagePool(options: ImagePoolOptions): ImagePool {
  const children = new Set<SupervisedChild>();
  const idle = new Map<SupervisedChild, NodeJS.Timeout>();
  const waiting = new Set<() => void>();
  const closing = new AbortController();
  let running = 0;

  async function takeTurn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (running < options.concurrency) {
      running += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => {
      if (waiting.delete(resolve)) reject(signal.reason);
    };
    waiting.add(resolve);
    signal.addEventListener('abort', giveUp, { once: true });
    await promise.finally(() => signal.removeEventListener('abort', giveUp));
  }

  /** The turn is handed over, not given back, so that nobody slips in between. */
  function endTurn(): void {
    const [next] = waiting;
    if (!next) {
      running -= 1;
      return;
    }
    waiting.delete(next);
    next();
  }

  async function takeChild(signal: AbortSignal): Promise<SupervisedChild> {
    for (const [child, timer] of idle) {
      clearTimeout(timer);
      idle.delete(child);
      if (child.isAlive()) return child;
    }
    const confinement = await options.confine?.();
    signal.throwIfAborted();
    const child = startSupervisedChild({ ...options, confinement });
    children.add(child);
    child.ended.then(() => children.delete(child));
    return child;
  }

  function keepChild(child: SupervisedChild): void {
    if (!child.isAlive()) return;
    if (child.isWorn()) {
      child.dismiss();
      return;
    }
    const timer = setTimeout(() => {
      idle.delete(child);
      child.dismiss();
    }, options.idleMilliseconds ?? 10_000);
    idle.set(child, timer.unref());
  }

  return {
    async runTask(task, caller, onSpent) {
      const signal = caller ? AbortSignal.any([caller, closing.signal]) : closing.signal;
      await takeTurn(signal);
      try {
        const child = await takeChild(signal);
        return await child.perform(task, signal, onSpent).finally(() => keepChild(child));
      } finally {
        endTurn();
      }
    },

    async [Symbol.asyncDispose]() {
      closing.abort(new Error('The image processor is closed.'));
      for (const timer of idle.values()) clearTimeout(timer);
      idle.clear();
      await Promise.all([...children].map((child) => child.kill()));
    },
  };
}
