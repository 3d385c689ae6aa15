import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { findFreePort } from '../server/src/testing/servers/free-port.ts';

export type PinnedServer = AsyncDisposable & { url: string; pid: number };

/** A server on the first core alone, told its port, and waited for until it listens there. */
export async function startPinnedServer(
  command: (port: number) => readonly string[] | Promise<readonly string[]>,
  settings: Record<string, string> = {},
): Promise<PinnedServer> {
  const port = await findFreePort();
  const words = await command(port);
  const child: ChildProcess = spawn('taskset', ['-c', '0', ...words], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`${words[0]} ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    // `taskset` becomes the program that it starts.
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
