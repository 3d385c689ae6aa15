import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { ServerEndpoint } from '../../adapters/sql/drivers/server-driver.ts';

const run = promisify(execFile);
const isRoot = () => process.getuid?.() === 0;

/** Database servers refuse to run as root. Without a user, the server runs as the user of the tests. */
const asUser = (user: string | undefined, command: string[]) =>
  isRoot() && user !== undefined
    ? ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups', ...command]
    : command;

export async function runAs(user: string, command: string[]): Promise<void> {
  const [program = '', ...args] = asUser(user, command);
  await run(program, args, { timeout: 120_000, env: { PATH: process.env.PATH } });
}

/** Changes the owner of a folder to the user of its server. */
export async function chownTo(user: string, folder: string): Promise<void> {
  if (isRoot()) await run('chown', [`${user}:${user}`, folder]);
}

/** Starts a server. `signal` stops it on disposal, and when this process is killed. */
export function startProcess(
  user: string | undefined,
  command: string[],
  signal: 'SIGQUIT' | 'SIGTERM' | 'SIGKILL',
): AsyncDisposable & { process: ChildProcess } {
  const guarded = ['setpriv', '--pdeathsig', signal.slice(3), ...command];
  const [program = '', ...args] = asUser(user, guarded);
  // `setpriv` replaces itself with the server, so the signal reaches the server.
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

type Location = { binary: string; directory: string; port: number };

/** The way to install, start and query a kind of server. */
export type ServerProgram = {
  kind: ServerEndpoint['kind'];
  /** The user of the server if the tests run as root. */
  user: string;
  superuser: { name: string; database: string };
  /** A glob that finds the program. */
  binaries: string;
  /** The Debian package. */
  package: string;
  prepare(location: Location): Promise<void>;
  start(location: Location): ReturnType<typeof startProcess>;
  execute(endpoint: ServerEndpoint, statement: string): Promise<void>;
};
