import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpuSecondsOf } from './process-tree.ts';

type Load = { requests: number; requestsPerSecond: number; p99: number };

/** 50 connections for that many seconds, from the core that no server is on. p99 in milliseconds. */
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

/** Beside it, the microseconds of processor time that the server took for each request. */
export async function loadServer(
  { url, pid }: { url: string; pid: number },
  seconds: number,
): Promise<Load & { cpu: number }> {
  const before = await cpuSecondsOf(pid);
  const load = await loadUrl(url, seconds);
  return { ...load, cpu: (((await cpuSecondsOf(pid)) - before) * 1e6) / load.requests };
}
