import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import type { ConfinementReport } from '../../../ports/images.ts';
import type { ImageLimits } from '../image-limits.ts';

/** Restricts a worker process. */
export type Confinement = {
  /** Operating system commands; each starts the next, and the last one starts Node. */
  command: readonly string[];
  nodeOptions: readonly string[];
  protections: Protections;
};

export type Protections = {
  /** The worker and its children cannot gain privileges, for example from a setuid program. */
  privileges: boolean;
  /** The operating system limits data, CPU time, open files and file size. */
  resources: boolean;
  /** The worker has an empty network namespace. */
  network: boolean;
  /** The worker cannot inspect its parent, although both run as the same user. */
  namespace: boolean;
  /** JavaScript in the worker reads only the program and the scratch folder, and starts no process. */
  files: boolean;
};

const protectionNames: Readonly<Record<keyof Protections, string>> = {
  files: 'other files (in JavaScript)',
  network: 'the network',
  namespace: 'the server’s process',
  privileges: 'more privileges',
  resources: 'more memory, time and files than bounded',
};

/** Lists the protections in words, for `vitrine doctor` and the log. */
export function reportConfinement({ protections }: Confinement): ConfinementReport {
  const names = Object.keys(protectionNames) as (keyof Protections)[];
  const list = (isHeld: boolean) =>
    names.filter((name) => protections[name] === isHeld).map((name) => protectionNames[name]);
  return { kept: list(true), open: list(false) };
}

export type ConfinementOptions = {
  /** Path of the worker's program. */
  programPath: string;
  /** The only folder with readable and writable pictures. Without it JavaScript is not restricted. */
  scratch: string | undefined;
  limits: Pick<ImageLimits, 'memoryBytes'>;
  /** Environment variables that Node options to start, if it is not self-contained. */
  environment?: Readonly<Record<string, string>> | undefined;
};

/* Higher than the parent's own limits: these apply if the parent fails to kill the worker. */
const spareBytes = 600_000_000;
const maxFileBytes = 2_000_000_000;
const maxCpuSeconds = 3600;
const maxOpenFiles = 256;

const run = promisify(execFile);

/** Detects once which protections this machine supports. */
export async function confineWorkers(options: ConfinementOptions): Promise<Confinement> {
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
    // Root without user namespaces may still have the others.
    ['unshare', '--net', '--ipc', '--'],
  );
  const privileges = await find(
    // Dropping capabilities requires a capability, which root has.
    ['setpriv', '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', '--'],
    ['setpriv', '--no-new-privs', '--'],
  );
  const data = options.limits.memoryBytes + spareBytes;
  const resources = await find([
    'prlimit',
    ...[`--data=${data}`, `--cpu=${maxCpuSeconds}`, `--nofile=${maxOpenFiles}`],
    ...[`--fsize=${maxFileBytes}`, '--core=0', '--'],
  ]);
  const command = [...namespaces, ...privileges, ...resources];
  // The commands may work alone but not combined, or only with programs smaller than Node.
  if (command.length > 0 && !(await startsNode(command, options))) return confineJavaScript(options);
  return {
    command,
    nodeOptions: permissionFlags(options),
    protections: {
      privileges: privileges.length > 0,
      resources: resources.length > 0,
      network: namespaces.includes('--net'),
      namespace: namespaces.includes('--user'),
      files: options.scratch !== undefined,
    },
  };
}

/** Uses Node's permission model only, which works on every machine. */
export const confineJavaScript = (options: ConfinementOptions): Confinement => ({
  command: [],
  nodeOptions: permissionFlags(options),
  protections: {
    privileges: false,
    resources: false,
    network: false,
    namespace: false,
    files: options.scratch !== undefined,
  },
});

const startsNode = (command: readonly string[], { environment }: ConfinementOptions) =>
  succeeds([...command, process.execPath, '--max-old-space-size=256', '--eval', '0'], environment);

/* A busy machine may answer late; a shorter timeout would disable its protection. */
const probeTimeout = 30_000;

async function succeeds([program = '', ...args]: readonly string[], env = {}): Promise<boolean> {
  try {
    await run(program, args, { timeout: probeTimeout, env });
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns the flags of Node's permission model. Native code such as libvips is not subject to it; the other
 * protections are for that.
 */
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

/** Lists the program's folders only, because the install folder may contain data. */
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

/** The contract is a workspace, so it is a symbolic link that leads out of `node_modules`. */
function linkedSources(modules: string): string[] {
  const [, target] = withLinkTarget(join(modules, '@vitrine', 'contract'));
  return target === undefined ? [] : [everythingBelow(join(target, 'src')), join(target, 'package.json')];
}

const everythingBelow = (path: string) => `${path}${sep}*`;

/** Returns the path as given and its target, if it is a symbolic link. */
function withLinkTarget(path: string): string[] {
  try {
    return [...new Set([path, realpathSync(path)])];
  } catch {
    return [path];
  }
}
