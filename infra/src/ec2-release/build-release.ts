import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export type Cpu = 'arm64' | 'x64';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

/* What a server runs, and what `npm ci` reads of every workspace. */
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
 * Packs Vitrine with all that it needs, Node included, for Linux machines: nothing is fetched or built where it is
 * unpacked. The web app has to be built.
 */
export async function buildRelease(archive: string, cpu: Cpu): Promise<void> {
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
    // As if nobody in particular had packed it: the same files give the same archive but for times.
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
