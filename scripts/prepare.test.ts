import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';

it('exits if npm left out a program for this machine, and installs again the next time', () => {
  const root = mkdtempSync(join(tmpdir(), 'vitrine-prepare-'));
  try {
    const script = join(root, 'scripts', 'prepare.mjs');
    mkdirSync(join(root, 'scripts'));
    copyFileSync(new URL('./prepare.mjs', import.meta.url), script);
    const packages = {
      'node_modules/here': { optional: true, os: [process.platform], cpu: [process.arch] },
      'node_modules/elsewhere': { optional: true, os: ['elsewhere'], cpu: [process.arch] },
      'node_modules/for-tests': { optional: true, dev: true, os: [process.platform] },
    };
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
    // npm reports success if an optional package is missing.
    writeFileSync(join(root, 'npm'), '#!/bin/sh\nmkdir -p node_modules $ARRIVING\n', { mode: 0o755 });
    const prepare = (ARRIVING: string) => {
      const env = { PATH: `${root}:${process.env.PATH}`, ARRIVING };
      const { status, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
      return { status, stderr };
    };
    assert.deepEqual(prepare(''), {
      status: 1,
      stderr: 'Installing …\nnpm could not fetch node_modules/here. Try again.\n',
    });
    assert.deepEqual(prepare('node_modules/here'), { status: 0, stderr: 'Installing …\n' });
    assert.deepEqual(prepare(''), { status: 0, stderr: '' }, 'it is installed');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
