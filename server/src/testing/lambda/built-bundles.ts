import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundleName, buildBundle } from '../../../../infra/src/bundles/build-bundle.ts';

const names = ['lambda-api', 'lambda-worker', 'lambda-migrate'] as const satisfies BundleName[];
let building: Promise<Record<BundleName, string>> | undefined;

/**
 * Builds all bundles for this machine once in a process and returns their folders. They are removed with the process.
 */
export function builtBundles(): Promise<Record<BundleName, string>> {
  building ??= build();
  return building;
}

async function build(): Promise<Record<BundleName, string>> {
  const directory = mkdtempSync(join(tmpdir(), 'vitrine-bundles-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const folders = Object.fromEntries(names.map((name) => [name, join(directory, name)]));
  for (const [name, folder] of Object.entries(folders))
    await buildBundle(name as BundleName, folder, process.arch === 'arm64' ? 'arm64' : 'x64');
  // The object has all bundle names.
  return folders as Record<BundleName, string>;
}
