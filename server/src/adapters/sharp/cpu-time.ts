import { readFileSync } from 'node:fs';

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
