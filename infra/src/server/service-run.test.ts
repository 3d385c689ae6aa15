import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../../../server/src/testing/free-port.ts';
import { writeServerFiles } from './server-files.ts';

/* As systemd would, as far as that is possible without it: this user, these settings, nothing else of the environment,
   no privileges to be had. That the rest of the machine cannot be written is systemd's to keep, and is not tried. */
const user = 'daemon';
const setpriv = '/usr/bin/setpriv';
const program = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/u, '');

/* What lacks a program is a fault where everything is required; who runs the tests, and where, is not. */
function missingForRun(): string | false {
  if (!existsSync(setpriv)) {
    const reason = 'setpriv is not installed here (Debian: apt-get install util-linux)';
    if (process.env.VITRINE_TEST_REQUIRE === 'all') throw new Error(reason);
    return reason;
  }
  if (process.getuid?.() !== 0) return 'only root can become another user';
  try {
    execFileSync(setpriv, [...asUser(), 'test', '-r', join(program, 'server/src/entry/cli.ts')]);
    return false;
  } catch {
    return `${user} cannot read ${program}: check it out where others can`;
  }
}

function asUser(): string[] {
  const nothing = ['--clear-groups', '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all'];
  return [`--reuid=${user}`, `--regid=${user}`, ...nothing];
}

describe('the service', { skip: missingForRun() }, () => {
  it('runs as the unprivileged user that its unit names, and ends when it is told to', async () => {
    const data = await mkdtemp(join(tmpdir(), 'vitrine-service-'));
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
    await chown(data, uid, uid);
    await chmod(data, 0o750);

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
      assert.throws(() =>
        execFileSync(setpriv, [...asUser(), 'touch', join(program, 'written')], { stdio: 'ignore' }),
      );
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(20_000) });
      assert.equal(code, 0, log);
    } finally {
      child.kill('SIGKILL');
      await rm(data, { recursive: true, force: true });
    }
  });
});
