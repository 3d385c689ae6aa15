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
