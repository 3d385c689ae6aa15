import type { Confinement } from './confinement.ts';
import type { ImageAnswer, ImageTask } from './worker-loop.ts';
import {
  type BrokenWorker,
  type OnCpuTime,
  startWorkerProcess,
  type WorkerProcess,
  type WorkerProcessOptions,
} from './worker-process.ts';

export type ImagePoolOptions = Omit<WorkerProcessOptions, 'confinement'> & {
  concurrency: number;
  /** Detects the protections of this machine when the first worker starts. */
  confine?: () => Promise<Confinement>;
  idleMilliseconds?: number;
};

export interface ImagePool extends AsyncDisposable {
  runTask(task: ImageTask, signal?: AbortSignal, onCpuTime?: OnCpuTime): Promise<ImageAnswer | BrokenWorker>;
}

/** Runs tasks in worker processes, which start on demand and end when idle. A worker runs one task at a time. */
export function createImagePool(options: ImagePoolOptions): ImagePool {
  const workers = new Set<WorkerProcess>();
  const idle = new Map<WorkerProcess, NodeJS.Timeout>();
  const waiting = new Set<() => void>();
  const closing = new AbortController();
  let running = 0;

  async function acquireSlot(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (running < options.concurrency) {
      running += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const cancelWait = () => {
      if (waiting.delete(resolve)) reject(signal.reason);
    };
    waiting.add(resolve);
    signal.addEventListener('abort', cancelWait, { once: true });
    await promise.finally(() => signal.removeEventListener('abort', cancelWait));
  }

  /** Passes the slot to the next waiter without freeing it, so that no other task takes it in between. */
  function releaseSlot(): void {
    const [next] = waiting;
    if (!next) {
      running -= 1;
      return;
    }
    waiting.delete(next);
    next();
  }

  async function takeWorker(signal: AbortSignal): Promise<WorkerProcess> {
    for (const [worker, timer] of idle) {
      clearTimeout(timer);
      idle.delete(worker);
      if (worker.isAlive()) return worker;
    }
    const confinement = await options.confine?.();
    signal.throwIfAborted();
    const worker = startWorkerProcess({ ...options, confinement });
    workers.add(worker);
    worker.ended.then(() => workers.delete(worker));
    return worker;
  }

  function returnWorker(worker: WorkerProcess): void {
    if (!worker.isAlive()) return;
    if (worker.isExhausted()) {
      worker.disconnect();
      return;
    }
    const timer = setTimeout(() => {
      idle.delete(worker);
      worker.disconnect();
    }, options.idleMilliseconds ?? 10_000);
    idle.set(worker, timer.unref());
  }

  return {
    async runTask(task, caller, onCpuTime) {
      const signal = caller ? AbortSignal.any([caller, closing.signal]) : closing.signal;
      await acquireSlot(signal);
      try {
        const worker = await takeWorker(signal);
        return await worker.runTask(task, signal, onCpuTime).finally(() => returnWorker(worker));
      } finally {
        releaseSlot();
      }
    },

    async [Symbol.asyncDispose]() {
      closing.abort(new Error('The image processor is closed.'));
      for (const timer of idle.values()) clearTimeout(timer);
      idle.clear();
      await Promise.all([...workers].map((worker) => worker.kill()));
    },
  };
}
