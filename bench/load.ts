import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { findFreePort } from '../server/src/testing/servers/free-port.ts';
import { cpuSecondsOf } from './process-tree.ts';

export type PinnedServer = AsyncDisposable & { url: string; pid: number };

/** Starts a server on the first core, and waits until it listens on its port. */
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
    // `taskset` replaces itself by the program, so the pid is that of the program.
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

/* Answers every request with the same bytes, using nothing but node:http. */
const bareServer = `
  import { createServer } from 'node:http';
  const body = Buffer.from(process.env.BODY, 'base64');
  createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.byteLength });
    response.end(body);
  }).listen(Number(process.env.PORT), '127.0.0.1');
`;

/** Starts the reference of a comparison: a bare `node:http` server that sends the same bytes. */
export const startBareServer = (body: string | Uint8Array): Promise<PinnedServer> =>
  startPinnedServer(() => [process.execPath, '--input-type=module', '--eval', bareServer], {
    BODY: Buffer.from(body).toString('base64'),
  });

type Load = { requests: number; requestsPerSecond: number; p99: number };

/** Loads a URL with 50 connections from the second core. p99 is in milliseconds. */
export async function loadUrl(url: string, seconds: number): Promise<Load> {
  const child = spawn('taskset', ['-c', '1', 'wrk', '-t1', '-c50', `-d${seconds}s`, '--latency', url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  await once(child, 'close');
  const rate = /Requests\/sec:\s+([\d.]+)/u.exec(output)?.[1];
  const requests = /(\d+) requests in/u.exec(output)?.[1];
  const [, p99 = '', unit = ''] = /99%\s+([\d.]+)(us|ms|s)/u.exec(output) ?? [];
  if (!rate || /Non-2xx|Socket errors/u.test(output))
    throw new Error(`wrk (Debian: apt-get install wrk) said:\n${output}`);
  return {
    requests: Number(requests),
    requestsPerSecond: Number(rate),
    p99: Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit as 'ms'],
  };
}

/** Also measures the server's processor time for each request, in microseconds. */
export async function loadServer(
  { url, pid }: { url: string; pid: number },
  seconds: number,
): Promise<Load & { cpu: number }> {
  const before = await cpuSecondsOf(pid);
  const load = await loadUrl(url, seconds);
  return { ...load, cpu: (((await cpuSecondsOf(pid)) - before) * 1e6) / load.requests };
}
