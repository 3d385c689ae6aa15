import { readdir, readFile } from 'node:fs/promises';

/* Reads Linux's /proc. A process that ends meanwhile counts as empty. */
const read = (pid: number, name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');

/** Returns the ids of a process and its descendants. */
export async function processTree(root: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number);
  const parents = new Map(
    await Promise.all(pids.map(async (pid) => [pid, Number((await fieldsOf(pid))[1])] as const)),
  );
  const found = [root];
  for (const parent of found) for (const pid of pids) if (parents.get(pid) === parent) found.push(pid);
  return found;
}

/** Returns the memory of a process tree in bytes. Shared pages count once. */
export async function memoryOf(root: number): Promise<number> {
  const rollups = await Promise.all((await processTree(root)).map((pid) => read(pid, 'smaps_rollup')));
  return rollups.reduce((sum, text) => sum + Number(/^Pss:\s+(\d+)/mu.exec(text)?.[1] ?? 0) * 1024, 0);
}

/** Returns the processor time of a process tree in seconds. */
export async function cpuSecondsOf(root: number): Promise<number> {
  const all = await Promise.all((await processTree(root)).map(fieldsOf));
  return all.reduce((sum, fields) => sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100, 0);
}

/** Returns the fields of `stat` after the process name, which may contain spaces and parentheses. */
async function fieldsOf(pid: number): Promise<string[]> {
  const stat = await read(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
