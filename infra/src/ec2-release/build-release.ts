import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { locateArtefacts } from '../bundles/artefacts.ts';
import type { Cpu } from '../bundles/native-packages.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

/* The files that a server runs, and the package files that `npm ci` needs. */
const parts = [
  'package.json',
  'package-lock.json',
  'LICENSE',
  'contract',
  'server',
  'web/package.json',
  'web/dist',
  'infra/package.json',
];
const isLeftOut = (path: string) => /\.test\.ts$|\/(node_modules|testing|conformance)(\/|$)/u.test(path);

/**
 * Packs Vitrine with everything that a Linux server needs, including Node, so that the server downloads and builds
 * nothing. The web app must be built before.
 */
async function buildRelease(archive: string, cpu: Cpu): Promise<void> {
  const stage = await mkdtemp(join(tmpdir(), 'vitrine-release-'));
  try {
    for (const part of parts)
      await cp(join(root, part), join(stage, part), {
        recursive: true,
        filter: (path) => !isLeftOut(path.slice(root.length - 1)),
      });
    await run(
      'npm',
      [
        ...['ci', '--omit=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'],
        ...['--workspace=server', '--workspace=contract', '--include-workspace-root'],
        ...['--os=linux', `--cpu=${cpu}`, '--libc=glibc'],
      ],
      { cwd: stage, maxBuffer: 16 * 1024 * 1024 },
    );
    await mkdir(dirname(archive), { recursive: true });
    await rm(archive, { force: true });
    // Owner and order are fixed, so that equal files give equal archives except for times.
    await run('tar', [
      '--create',
      '--gzip',
      '--file',
      archive,
      '--owner=0',
      '--group=0',
      '--sort=name',
      '-C',
      stage,
      '.',
    ]);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

// npm run release -w infra [-- --cpu x64] [--into FILE]
if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      cpu: { type: 'string', default: 'arm64' },
      into: { type: 'string', default: locateArtefacts().release },
    },
  });
  if (values.cpu !== 'arm64' && values.cpu !== 'x64') {
    console.error('Error: choose a processor: --cpu arm64 or --cpu x64');
    process.exit(2);
  }
  const archive = resolve(values.into);
  await buildRelease(archive, values.cpu);
  console.log(archive);
}
