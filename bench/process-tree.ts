import { readdir, readFile } from 'node:fs/promises';

/* From Linux's /proc. A process that ends while it is looked at counts for nothing. */
const read = (pid: number, name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');

/** The process and all below it. */
export async function processTree(root: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number);
  const parents = new Map(
    await Promise.all(pids.map(async (pid) => [pid, Number((await fieldsOf(pid))[1])] as const)),
  );
  const found = [root];
  for (const parent of found) for (const pid of pids) if (parents.get(pid) === parent) found.push(pid);
  return found;
}

/** What all of them hold in memory; a page that several share counts once. */
export async function memoryOf(root: number): Promise<number> {
  const rollups = await Promise.all((await processTree(root)).map((pid) => read(pid, 'smaps_rollup')));
  return rollups.reduce((sum, text) => sum + Number(/^Pss:\s+(\d+)/mu.exec(text)?.[1] ?? 0) * 1024, 0);
}

/** Seconds of processor time that all of them have used. */
export async function cpuSecondsOf(root: number): Promise<number> {
  const all = await Promise.all((await processTree(root)).map(fieldsOf));
  return all.reduce((sum, fields) => sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100, 0);
}

/** The fields of `stat` after the name, which may hold anything: the state, the parent and so on. */
async function fieldsOf(pid: number): Promise<string[]> {
  const stat = await read(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
