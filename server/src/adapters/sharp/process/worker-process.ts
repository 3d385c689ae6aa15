import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ImageLimits } from '../image-limits.ts';
import type { Confinement } from './confinement.ts';
import { readCpuMilliseconds, readResidentBytes, startCpuMeter, watchMemory } from './process-usage.ts';
import type { ImageAnswer, ImageTask } from './worker-loop.ts';

export const renderProgram = fileURLToPath(new URL('./render-child.ts', import.meta.url));
export const stripProgram = fileURLToPath(new URL('./strip-child.ts', import.meta.url));

export type ImageLog = (fields: Record<string, unknown>, message: string) => void;

export type WorkerProcessOptions = {
  limits: ImageLimits;
  log?: ImageLog | undefined;
  /** Path of the worker's program. */
  programPath: string;
  /** Environment variables that Node needs to start, if it is not self-contained. */
  environment?: Readonly<Record<string, string>> | undefined;
  /** Restricts the worker process. */
  confinement?: Confinement | undefined;
};

/** The worker exceeded a limit or crashed during its task. */
export type BrokenWorker = { kind: 'broken'; by: 'time' | 'memory' | 'crash' };

/** Something else ended the worker, for example the operating system when memory ran out. */
export class WorkerEnded extends Error {
  override readonly name = 'WorkerEnded';
}

/** Receives the CPU time of a task in milliseconds, whatever its outcome. */
export type OnCpuTime = (milliseconds: number) => void;

export type WorkerProcess = {
  /** Rejects if the signal aborts or the worker ends for a reason other than its task. Allows one call at a time. */
  runTask(task: ImageTask, signal: AbortSignal, onCpuTime?: OnCpuTime): Promise<ImageAnswer | BrokenWorker>;
  isAlive(): boolean;
  /** Returns true if the worker protections so much memory, or ran for so long, that a new one should replace it. */
  isExhausted(): boolean;
  /** Lets an idle worker exit by itself. */
  disconnect(): void;
  kill(): Promise<void>;
  ended: Promise<WorkerExit>;
};

type WorkerExit = { code: number | null; signal: NodeJS.Signals | null; error?: Error };

/* Lower than the operating system's CPU limit, which `confinement.ts` sets. */
const maxCpuMilliseconds = 600_000;

export function startWorkerProcess(options: WorkerProcessOptions): WorkerProcess {
  const { limits, log } = options;
  const child = spawnWorker(options);
  let stderrText = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderrText = (stderrText + text).slice(-2000);
  });
  const ready = Promise.withResolvers<WorkerExit | undefined>();
  const ended = Promise.withResolvers<WorkerExit>();
  let end: WorkerExit | undefined;
  let settleTask: ((outcome: ImageAnswer | WorkerExit) => void) | undefined;
  const endWorker = (how: WorkerExit) => {
    end ??= how;
    ready.resolve(how);
    ended.resolve(how);
    settleTask?.(how);
  };
  child.once('exit', (code, signal) => endWorker({ code, signal }));
  child.on('error', (error) => endWorker({ code: null, signal: null, error }));
  child.on('message', (answer: ImageAnswer) => {
    if (answer.kind === 'ready') ready.resolve(undefined);
    else settleTask?.(answer);
  });

  function sendTask(task: ImageTask): Promise<ImageAnswer | WorkerExit> {
    const { promise, resolve } = Promise.withResolvers<ImageAnswer | WorkerExit>();
    settleTask = resolve;
    if (end) resolve(end);
    else child.send(task, () => {}); // if sending fails, the worker's exit is the outcome
    return promise;
  }

  async function runTask(
    task: ImageTask,
    signal: AbortSignal,
    onCpuTime?: OnCpuTime,
  ): Promise<ImageAnswer | BrokenWorker> {
    let brokenBy: BrokenWorker['by'] | undefined;
    signal.throwIfAborted();
    const measure = startCpuMeter(child.pid);
    let cpuTime: number | undefined;
    // A worker that has exited sends no result.
    const kill = () => {
      cpuTime ??= measure();
      child.kill('SIGKILL');
    };
    const breakWorker = (by: BrokenWorker['by']) => {
      brokenBy ??= by;
      kill();
    };
    const stop = () => kill();
    signal.addEventListener('abort', stop, { once: true });
    const endWatch = watchMemory(child.pid, limits.memoryBytes, () => breakWorker('memory'));
    let deadline: NodeJS.Timeout | undefined;
    try {
      const failedStart = await ready.promise;
      signal.throwIfAborted();
      if (failedStart) throw describeEnd(failedStart, stderrText);
      deadline = setTimeout(breakWorker, task.limits.milliseconds, 'time');
      const outcome = await sendTask(task);
      if ('kind' in outcome) return outcome;
      signal.throwIfAborted();
      log?.({ ...outcome, brokenBy, stderrText }, 'image process ended');
      if (brokenBy) return { kind: 'broken', by: brokenBy };
      if (isCrash(outcome)) return { kind: 'broken', by: 'crash' };
      throw new WorkerEnded(describeEnd(outcome, stderrText).message);
    } finally {
      endWatch();
      clearTimeout(deadline);
      signal.removeEventListener('abort', stop);
      onCpuTime?.(cpuTime ?? measure());
    }
  }

  return {
    async runTask(task, signal, onCpuTime) {
      keepParentAlive(child, true);
      try {
        return await runTask(task, signal, onCpuTime);
      } finally {
        keepParentAlive(child, false);
      }
    },
    isAlive: () => !end && child.connected && !child.killed,
    isExhausted: () =>
      child.pid !== undefined &&
      (readResidentBytes(child.pid) > limits.memoryBytes / 2 ||
        (readCpuMilliseconds(child.pid) ?? 0) > maxCpuMilliseconds),
    disconnect: () => child.disconnect(),
    async kill() {
      keepParentAlive(child, true);
      child.kill('SIGKILL');
      await ended.promise;
    },
    ended: ended.promise,
  };
}

/** Starts the worker with fixed arguments and an environment without the server's secrets. */
function spawnWorker({ programPath, environment, confinement }: WorkerProcessOptions): ChildProcess {
  const { command = [], nodeOptions = [] } = confinement ?? {};
  const node = [process.execPath, '--max-old-space-size=256', ...nodeOptions, programPath];
  const [program = process.execPath, ...args] = [...command, ...node];
  return spawn(program, args, {
    env: { MALLOC_ARENA_MAX: '1', UV_THREADPOOL_SIZE: '2', NODE_NO_WARNINGS: '1', ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Prevents an idle worker from keeping the server's process alive. */
function keepParentAlive(child: ChildProcess, isHeld: boolean): void {
  const handles = [child, child.channel, child.stderr as { ref?(): void; unref?(): void } | null];
  for (const handle of handles) isHeld ? handle?.ref?.() : handle?.unref?.();
}

/** Signals that a crash raises. SIGTERM, SIGKILL and the like come from outside and say nothing about the file. */
const crashSignals = new Set<NodeJS.Signals>([
  'SIGSEGV',
  'SIGABRT',
  'SIGBUS',
  'SIGILL',
  'SIGFPE',
  'SIGTRAP',
  'SIGSYS',
]);

function isCrash({ code, signal }: WorkerExit): boolean {
  return signal ? crashSignals.has(signal) : code !== null && code !== 0;
}

function describeEnd({ code, signal, error }: WorkerExit, stderrText: string): Error {
  return new Error(`The image process ended (${signal ?? code}): ${stderrText}`, { cause: error });
}
