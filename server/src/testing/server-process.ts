import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

const run = promisify(execFile);
const isRoot = () => process.getuid?.() === 0;

/** Database servers refuse to run as root; where there is no user, the server runs as whoever tests. */
const asUser = (user: string | undefined, command: string[]) =>
  isRoot() && user !== undefined
    ? ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups', ...command]
    : command;

export async function runAs(user: string, command: string[]): Promise<void> {
  const [program = '', ...args] = asUser(user, command);
  await run(program, args, { timeout: 120_000, env: { PATH: process.env.PATH } });
}

/** Gives a folder to whom its server runs as. */
export async function giveTo(user: string, folder: string): Promise<void> {
  if (isRoot()) await run('chown', [`${user}:${user}`, folder]);
}

/** A server that ends with `signal`: when it is disposed of, and by itself where this process is killed. */
export function startProcess(
  user: string | undefined,
  command: string[],
  signal: 'SIGQUIT' | 'SIGTERM' | 'SIGKILL',
): AsyncDisposable & { process: ChildProcess } {
  const guarded = ['setpriv', '--pdeathsig', signal.slice(3), ...command];
  const [program = '', ...args] = asUser(user, guarded);
  // `setpriv` becomes what it starts, so the signal reaches the server itself.
  const child = spawn(program, args, { stdio: 'ignore', env: { PATH: process.env.PATH } });
  const ended = once(child, 'exit');
  return {
    process: child,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}
