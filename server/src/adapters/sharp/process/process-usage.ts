import { readFileSync } from 'node:fs';

const interval = 50;

/** Calls once when a process has more resident memory than its bound. Only Linux can be asked; elsewhere nothing happens. */
export function watchMemory(pid: number | undefined, bound: number, onExceeded: () => void): () => void {
  if (process.platform !== 'linux' || pid === undefined) return () => {};
  const timer = setInterval(() => {
    if (readResidentBytes(pid) <= bound) return;
    clearInterval(timer);
    onExceeded();
  }, interval);
  return () => clearInterval(timer);
}

/** `VmRSS` of proc(5): in kB whatever the size of a page. */
export function readResidentBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0; // it has ended
  }
}

/* Linux counts in ticks of a hundredth of a second towards programs, whatever it does inside. */
const tickMilliseconds = 10;

/**
 * Measures the processor time of a process from now on, in milliseconds. Where nobody can be asked, or the process is gone,
 * the time that has passed stands for it: a task has little more than one thread.
 */
export function startCpuMeter(pid: number | undefined): () => number {
  const begun = performance.now();
  const before = readCpuMilliseconds(pid);
  return () => {
    const now = readCpuMilliseconds(pid);
    return now === undefined || before === undefined ? performance.now() - begun : now - before;
  };
}

/** `utime` and `stime` of proc(5). The name of the program, in parentheses, may hold blanks. */
export function readCpuMilliseconds(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMilliseconds;
  } catch {
    return undefined; // it has ended
  }
}
