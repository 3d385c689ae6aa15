import { readFileSync } from 'node:fs';

const interval = 50;

/** Calls back once when a process exceeds its memory limit. Works on Linux only. */
export function watchMemory(pid: number | undefined, bound: number, onExceeded: () => void): () => void {
  if (process.platform !== 'linux' || pid === undefined) return () => {};
  const timer = setInterval(() => {
    if (readResidentBytes(pid) <= bound) return;
    clearInterval(timer);
    onExceeded();
  }, interval);
  return () => clearInterval(timer);
}

/** Reads `VmRSS` of proc(5), in kB on every architecture. */
export function readResidentBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0; // the process has ended
  }
}

/* Linux reports CPU time in ticks of 10 ms. */
const tickMilliseconds = 10;

/**
 * Measures the CPU time of a process from now on, in milliseconds. Falls back to wall-clock time if the process is
 * gone or the platform is not Linux: a task uses little more than one thread.
 */
export function startCpuMeter(pid: number | undefined): () => number {
  const startedAt = performance.now();
  const before = readCpuMilliseconds(pid);
  return () => {
    const now = readCpuMilliseconds(pid);
    return now === undefined || before === undefined ? performance.now() - startedAt : now - before;
  };
}

/** Reads `utime` and `stime` of proc(5). The program's name, in parentheses, may contain spaces. */
export function readCpuMilliseconds(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMilliseconds;
  } catch {
    return undefined; // the process has ended
  }
}
