import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type LambdaFunction = AsyncDisposable & {
  /** Returns the handler's result. Rejects if it throws, exceeds the payload limit or times out. */
  invoke(event: unknown): Promise<unknown>;
  /** Returns the output of all environments. */
  output(): string;
};

export type LambdaOptions = {
  /** The folder of the unpacked bundle. */
  folder: string;
  environment: Readonly<Record<string, string>>;
  memoryMegabytes?: number;
  timeout?: number;
};

type Answer = { id: string; hasBegun?: true; result?: unknown; error?: string };

const runtime = fileURLToPath(new URL('./runtime.mjs', import.meta.url));
/* Each environment loads the whole bundle; more of them overload two cores. */
const mostEnvironments = 6;
/* https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestPayload = 6 * 1024 * 1024;

/**
 * Runs a function as Lambda does. Busy environments make it start another one, up to a limit; then events wait.
 * Environments handle one event at a time and freeze between events. The timeout excludes loading.
 */
export function startLambdaFunction(options: LambdaOptions): LambdaFunction {
  const { folder, environment, memoryMegabytes = 1024, timeout = 29_000 } = options;
  const environments = new Set<ChildProcess>();
  const idle: ChildProcess[] = [];
  const waiting: (() => void)[] = [];
  let output = '';

  function startEnvironment(): ChildProcess {
    // Frozen environments end with this process, however it ends.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, runtime, folder], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        TZ: ':UTC',
        LAMBDA_TASK_ROOT: folder,
        AWS_LAMBDA_FUNCTION_NAME: 'vitrine',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        output += chunk;
      });
    child.once('exit', () => environments.delete(child));
    environments.add(child);
    return child;
  }

  async function takeEnvironment(): Promise<ChildProcess> {
    for (;;) {
      const child = idle.pop();
      if (child) return child;
      if (environments.size < mostEnvironments) return startEnvironment();
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  async function perform(child: ChildProcess, event: unknown): Promise<unknown> {
    const id = randomUUID();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    let late: NodeJS.Timeout | undefined;
    const endLate = () => {
      environments.delete(child);
      child.kill('SIGKILL');
      reject(new Error(`Task timed out after ${timeout / 1000} seconds`));
    };
    const settle = (answer: Answer) => {
      if (answer.id !== id) return;
      if (answer.hasBegun) late = setTimeout(endLate, timeout);
      else if (answer.error !== undefined) reject(new Error(answer.error));
      else if (JSON.stringify(answer.result ?? null).length > largestPayload)
        reject(new Error('Response payload size exceeded maximum allowed payload size'));
      else resolve(answer.result);
    };
    const end = () => reject(new Error(`the environment ended:\n${output}`));
    child.on('message', settle).once('exit', end);
    try {
      child.send({ id, event, timeout }, () => undefined);
      return await promise;
    } finally {
      clearTimeout(late);
      child.off('message', settle).off('exit', end);
    }
  }

  return {
    async invoke(event) {
      const child = await takeEnvironment();
      child.kill('SIGCONT');
      try {
        return await perform(child, event);
      } finally {
        if (environments.has(child)) {
          child.kill('SIGSTOP');
          idle.push(child);
        }
        waiting.shift()?.();
      }
    },
    output: () => output,
    async [Symbol.asyncDispose]() {
      await Promise.all(
        [...environments].map(async (child) => {
          const ended = once(child, 'exit');
          child.kill('SIGKILL');
          await ended;
        }),
      );
    },
  };
}
