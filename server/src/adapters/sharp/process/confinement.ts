import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import type { ConfinementReport } from '../../../ports/images.ts';
import type { ImageLimits } from '../image-limits.ts';

/** Removes most of its parent's rights from a worker. */
export type Confinement = {
  /** Programs of the operating system, each of which starts the next one and, at last, Node. */
  command: readonly string[];
  nodeOptions: readonly string[];
  holds: Protections;
};

export type Protections = {
  /** The worker and whatever it starts cannot gain rights, by a setuid program for one. */
  privileges: boolean;
  /** The operating system bounds data, processor time, open files and the size of a file. */
  resources: boolean;
  /** The worker has a network of its own, in which nothing is. */
  network: boolean;
  /** The worker cannot look into its parent, although both belong to one user. */
  namespace: boolean;
  /** JavaScript in the worker reads the program and the scratch folder only, and starts no process. */
  files: boolean;
};

const words: Readonly<Record<keyof Protections, string>> = {
  files: 'other files (in JavaScript)',
  network: 'the network',
  namespace: 'the server’s process',
  privileges: 'more privileges',
  resources: 'more memory, time and files than bounded',
};

/** In words, for whoever runs the gallery. */
export function reportConfinement({ holds }: Confinement): ConfinementReport {
  const names = Object.keys(words) as (keyof Protections)[];
  const tell = (isHeld: boolean) => names.filter((name) => holds[name] === isHeld).map((name) => words[name]);
  return { kept: tell(true), open: tell(false) };
}

export type ConfinementOptions = {
  /** The program of the worker. */
  programPath: string;
  /** The one folder that pictures are read from and written to. Without it JavaScript is not confined. */
  scratch: string | undefined;
  limits: Pick<ImageLimits, 'memoryBytes'>;
  /** Variables that Node needs to start if it is not whole by itself. */
  environment?: Readonly<Record<string, string>> | undefined;
};

/* Beyond what a worker is killed for by its parent, so that this is what ends one whose parent does not look. */
const spareBytes = 600_000_000;
const maxFileBytes = 2_000_000_000;
const maxCpuSeconds = 3600;
const maxOpenFiles = 256;

const run = promisify(execFile);

/** Finds out once what this machine allows; what it does not is left out. */
export async function confineWorkers(needs: ConfinementOptions): Promise<Confinement> {
  const isLinux = process.platform === 'linux';
  const find = async (...candidates: string[][]) => {
    for (const candidate of isLinux ? candidates : [])
      if (await succeeds([...candidate, 'true'])) return candidate;
    return [];
  };
  const own = ['unshare', '--user', '--map-current-user'];
  const namespaces = await find(
    [...own, '--net', '--ipc', '--'],
    [...own, '--'],
    // A superuser without user namespaces may have the others.
    ['unshare', '--net', '--ipc', '--'],
  );
  const privileges = await find(
    // Taking capabilities away takes one, which a superuser has.
    ['setpriv', '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', '--'],
    ['setpriv', '--no-new-privs', '--'],
  );
  const data = needs.limits.memoryBytes + spareBytes;
  const resources = await find([
    'prlimit',
    ...[`--data=${data}`, `--cpu=${maxCpuSeconds}`, `--nofile=${maxOpenFiles}`],
    ...[`--fsize=${maxFileBytes}`, '--core=0', '--'],
  ]);
  const command = [...namespaces, ...privileges, ...resources];
  // Each may be had alone and not together, or by programs that are smaller than Node.
  if (command.length > 0 && !(await startsNode(command, needs))) return confineJavaScript(needs);
  return {
    command,
    nodeOptions: permissionFlags(needs),
    holds: {
      privileges: privileges.length > 0,
      resources: resources.length > 0,
      network: namespaces.includes('--net'),
      namespace: namespaces.includes('--user'),
      files: needs.scratch !== undefined,
    },
  };
}

/** Node's own part, on every machine. */
export const confineJavaScript = (needs: ConfinementOptions): Confinement => ({
  command: [],
  nodeOptions: permissionFlags(needs),
  holds: {
    privileges: false,
    resources: false,
    network: false,
    namespace: false,
    files: needs.scratch !== undefined,
  },
});

const startsNode = (command: readonly string[], { environment }: ConfinementOptions) =>
  succeeds([...command, process.execPath, '--max-old-space-size=256', '--eval', '0'], environment);

/* A machine that does not answer within this has too much to do: one that is asked too briefly would lose its protection. */
const patience = 30_000;

async function succeeds([program = '', ...words]: readonly string[], env = {}): Promise<boolean> {
  try {
    await run(program, words, { timeout: patience, env });
    return true;
  } catch {
    return false;
  }
}

/** Node's permission model. Native code, which libvips is, heeds none of it: the rest of the confinement is for that. */
function permissionFlags({ programPath, scratch }: ConfinementOptions): string[] {
  if (scratch === undefined) return [];
  const folders = withLinkTarget(resolve(scratch)).map(everythingBelow);
  const readable = [...new Set([...programFolders(programPath), ...folders])];
  return [
    '--permission',
    '--allow-addons',
    '--allow-worker',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    ...folders.map((path) => `--allow-fs-write=${path}`),
  ];
}

/** Not all of the install's folder: data may lie below it. */
function programFolders(programPath: string): string[] {
  const sources = dirname(programPath);
  const [root = sources] = sources.split(`${sep}src${sep}`);
  const found = [root === sources ? everythingBelow(sources) : everythingBelow(join(root, 'src'))];
  for (let folder = sources; ; folder = dirname(folder)) {
    found.push(...[join(folder, 'package.json')].filter(existsSync));
    const modules = join(folder, 'node_modules');
    if (existsSync(modules))
      found.push(...withLinkTarget(modules).map(everythingBelow), ...linkedSources(modules));
    if (folder === dirname(folder)) return found;
  }
}

/** The contract is a workspace: a link out of the folder of modules. */
function linkedSources(modules: string): string[] {
  const [, target] = withLinkTarget(join(modules, '@vitrine', 'contract'));
  return target === undefined ? [] : [everythingBelow(join(target, 'src')), join(target, 'package.json')];
}

const everythingBelow = (path: string) => `${path}${sep}*`;

/** The URL as it is given; links lead there. */
function withLinkTarget(path: string): string[] {
  try {
    return [...new Set([path, realpathSync(path)])];
  } catch {
    return [path];
  }
}
