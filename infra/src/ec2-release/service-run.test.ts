import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { skipBecause } from '../../../server/src/testing/requirements.ts';
import { findFreePort } from '../../../server/src/testing/servers/free-port.ts';
import { writeServerFiles } from './server-files.ts';

/* Runs the service as systemd would: the same user, settings and umask, without privileges. Only systemd can restrict
   writes to the rest of the machine, so that is not tested. */
const setpriv = '/usr/bin/setpriv';
const checkout = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/u, '');
const isRoot = process.getuid?.() === 0;
/* Without root, the test runs as the current user. */
const user = isRoot ? 'daemon' : userInfo().username;

function missingForRun(): string | false {
  if (existsSync(setpriv)) return false;
  return skipBecause('setpriv is not installed here (Debian: apt-get install util-linux)');
}

function asUser(): string[] {
  const nothing = ['--no-new-privs', '--inh-caps=-all'];
  const another = [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--bounding-set=-all'];
  return isRoot ? [...nothing, ...another] : nothing;
}

/** Returns a folder that the user can read: the checkout, or a copy of it. */
async function findProgram(scratch: string): Promise<string> {
  try {
    execFileSync(setpriv, [...asUser(), 'test', '-r', join(checkout, 'server/src/entry/cli.ts')]);
    return checkout;
  } catch {
    const program = join(scratch, 'program');
    await mkdir(program);
    const parts = ['package.json', 'contract', 'server', 'web', 'infra', 'node_modules'];
    // Hard links work within one file system only.
    const copy = 'cp --archive --link "$@" 2>/dev/null || cp --archive "$@"';
    execFileSync('sh', ['-c', copy, 'sh', ...parts.map((part) => join(checkout, part)), program]);
    return program;
  }
}

describe('the service', { skip: missingForRun() }, () => {
  it('runs as the unprivileged user of its unit, and stops on a signal', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'vitrine-service-'));
    await chmod(scratch, 0o755);
    const program = await findProgram(scratch);
    const data = join(scratch, 'data');
    await mkdir(data, 0o750);
    const port = await findFreePort();
    const publicUrl = 'https://photos.example.org';
    const files = writeServerFiles({ publicUrl, program, data, user, port: String(port) });
    const unit = (name: string) =>
      new RegExp(`^${name}=(.*)$`, 'mu').exec(files['vitrine.service'] ?? '')?.[1] ?? '';
    const environment = Object.fromEntries(
      (files['vitrine.env'] ?? '')
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/su).slice(0, 2)),
    );
    const uid = Number(execFileSync('id', ['-u', unit('User')], { encoding: 'utf8' }));
    if (isRoot) await chown(data, uid, uid);

    const [command = '', ...args] = unit('ExecStart').split(' ');
    const masked = ['sh', '-c', `umask ${unit('UMask')}; exec "$0" "$@"`, command, ...args];
    const child = spawn(setpriv, [...asUser(), ...masked], {
      cwd: unit('WorkingDirectory'),
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (log += text));
    try {
      const deadline = Date.now() + 60_000;
      for (;;) {
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
        if (answer?.ok) break;
        assert.ok(Date.now() < deadline && child.exitCode === null, log);
        await sleep(50);
      }
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      assert.match(status, new RegExp(`^Uid:\\s+${uid}\\s+${uid}\\s+${uid}`, 'mu'));
      assert.match(status, /^CapEff:\s+0+$/mu);
      assert.match(status, /^NoNewPrivs:\s+1$/mu);
      for (const name of ['vitrine.db', 'secret']) {
        const { mode, uid: owner } = await stat(join(data, name));
        assert.deepEqual([mode & 0o077, owner], [0, uid], name);
      }
      // Without root, the user owns the checkout, and only systemd would refuse.
      if (isRoot)
        assert.throws(() =>
          execFileSync(setpriv, [...asUser(), 'touch', join(program, 'written')], { stdio: 'ignore' }),
        );
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(20_000) });
      assert.equal(code, 0, log);
    } finally {
      child.kill('SIGKILL');
      await rm(scratch, { recursive: true, force: true });
    }
  });
});
