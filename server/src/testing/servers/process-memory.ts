import { readdirSync, readFileSync } from 'node:fs';

export type MemoryWatch = Disposable & {
  /** Returns the peak resident memory of the process, in bytes. */
  ownPeak(): number;
  /** Returns the peak of any single descendant. */
  childPeak(): number;
};

/** Samples the memory of a process and its descendants. Works on Linux; elsewhere the peaks stay 0. */
export function watchProcessTree(pid: number, interval = 100): MemoryWatch {
  let own = 0;
  let child = 0;
  const look = () => {
    const processes = readProcesses();
    own = Math.max(own, processes.get(pid)?.residentBytes ?? 0);
    for (const [id, { residentBytes }] of processes)
      if (id !== pid && isBelow(processes, id, pid)) child = Math.max(child, residentBytes);
  };
  const timer = setInterval(look, interval);
  return {
    ownPeak: () => own,
    childPeak: () => child,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

type Process = { parent: number; residentBytes: number };

function readProcesses(): Map<number, Process> {
  if (process.platform !== 'linux') return new Map();
  const ids = readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  return new Map(ids.flatMap((id) => readProcess(id) ?? []));
}

/** proc(5). */
function readProcess(id: string): [[number, Process]] | undefined {
  try {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const parent = Number(/^PPid:\s+(\d+)/mu.exec(status)?.[1]);
    const residentBytes = Number(/^VmRSS:\s+(\d+) kB/mu.exec(status)?.[1] ?? 0) * 1024;
    return [[Number(id), { parent, residentBytes }]];
  } catch {
    return undefined; // it has ended
  }
}

function isBelow(processes: Map<number, Process>, id: number, root: number): boolean {
  const parent = processes.get(id)?.parent;
  return parent !== undefined && (parent === root || isBelow(processes, parent, root));
}
