import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export type Cpu = 'arm64' | 'x64';

type Locked = { version: string; integrity: string };

const root = fileURLToPath(new URL('../../../', import.meta.url));
const isThisMachine = (cpu: Cpu) => process.platform === 'linux' && process.arch === cpu;

/**
 * Copies packages with compiled code, which a bundle cannot contain, to the folder's `node_modules`. For another
 * processor it installs them from the registry, with the locked versions and checksums.
 */
export async function addPackages(folder: string, names: readonly string[], cpu: Cpu): Promise<void> {
  const modules = join(folder, 'node_modules');
  await rm(modules, { recursive: true, force: true });
  await mkdir(modules, { recursive: true });
  if (isThisMachine(cpu)) {
    for (const name of names)
      await cp(join(root, 'node_modules', name), join(modules, name), { recursive: true, dereference: true });
    return;
  }
  const locked = await readLock(join(root, 'package-lock.json'));
  const versions = names.map((name) => [name, findLocked(locked, name).version] as const);
  // npm accepts packages for another processor only as optional dependencies.
  const manifest = { private: true, optionalDependencies: Object.fromEntries(versions) };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await promisify(execFile)(
    'npm',
    [
      ...['install', '--ignore-scripts', '--no-audit', '--no-fund', '--install-strategy=hoisted'],
      ...[`--cpu=${cpu}`, '--os=linux', '--libc=glibc'],
    ],
    { cwd: folder },
  );
  const installed = await readLock(join(folder, 'package-lock.json'));
  for (const name of names)
    if (findLocked(installed, name).integrity !== findLocked(locked, name).integrity)
      throw new Error(`${name} differs from package-lock.json`);
  await rm(join(folder, 'package-lock.json'));
}

async function readLock(path: string): Promise<Record<string, Locked>> {
  return JSON.parse(await readFile(path, 'utf8')).packages;
}

function findLocked(packages: Record<string, Locked>, name: string): Locked {
  const found = packages[`node_modules/${name}`];
  if (!found) throw new Error(`${name} is not in the lock file, or was not installed`);
  return found;
}
