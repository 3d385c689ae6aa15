import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findFreePort } from '../testing/servers/free-port.ts';
import { startSmtpServer } from '../testing/servers/smtp-server.ts';
import { openCommandLine } from './testing/command-line.ts';

type Diagnosis = { check: string; isSound: boolean; finding: string; remedy?: string };
const unsound = (stdout: string) =>
  (JSON.parse(stdout).items as Diagnosis[])
    // Tests may run before the web app is built.
    .filter(({ check, isSound }) => !isSound && check !== 'web')
    .map(({ check }) => check);

describe('vitrine doctor', () => {
  it('finds nothing wrong before the first start, and creates nothing', async () => {
    await using vitrine = await openCommandLine();
    const { stdout, stderr } = await vitrine.run(['--json', 'doctor']);
    assert.deepEqual(unsound(stdout), [], stderr);
    assert.deepEqual(await readdir(vitrine.directory), []);
  });

  it('finds nothing wrong once there are data', async () => {
    await using vitrine = await openCommandLine();
    await vitrine.run(['migrate']);
    const { stdout } = await vitrine.run(['--json', 'doctor']);
    assert.deepEqual(unsound(stdout), []);
    assert.ok(JSON.parse(stdout).items.some(({ check }: Diagnosis) => check === 'storage'));
  });

  it('exits with 1 and prints a remedy if others can read the secret', async () => {
    await using vitrine = await openCommandLine();
    await vitrine.run(['migrate']);
    await chmod(join(vitrine.directory, 'secret'), 0o644);
    const { stdout, code } = await vitrine.run(['doctor']);
    assert.equal(code, 1);
    assert.match(stdout, /WRONG {2}secret: .*\n {7}→ chmod 600 /u);
  });

  it('reports a file that is not a database', async () => {
    await using vitrine = await openCommandLine();
    await writeFile(join(vitrine.directory, 'vitrine.db'), 'x'.repeat(5000));
    assert.deepEqual(unsound((await vitrine.run(['--json', 'doctor'])).stdout), ['database']);
  });

  it('creates no secret and no folder beside an existing database', async () => {
    await using vitrine = await openCommandLine();
    await vitrine.run(['migrate']);
    for (const name of ['secret', 'scratch'])
      await rm(join(vitrine.directory, name), { recursive: true, force: true });
    const before = await readdir(vitrine.directory);
    const { stdout } = await vitrine.run(['--json', 'doctor']);
    assert.deepEqual(unsound(stdout), []);
    assert.deepEqual(await readdir(vitrine.directory), before);
  });

  it('reports a damaged secret, and not the database', async () => {
    await using vitrine = await openCommandLine();
    await vitrine.run(['migrate']);
    await writeFile(join(vitrine.directory, 'secret'), 'c2hvcnQ\n');
    assert.deepEqual(unsound((await vitrine.run(['--json', 'doctor'])).stdout), ['secret']);
  });

  it('reports an unreadable password as a fault of the configuration only', async () => {
    await using vitrine = await openCommandLine();
    await vitrine.run(['migrate']);
    const settings = {
      VITRINE_IDENTITY_URL: 'cognito://eu-central-1_abcdefghi?client=1h57kf5cpq17m0eml12EXAMPLE',
      VITRINE_IDENTITY_SECRET_FILE: join(vitrine.directory, 'none'),
    };
    const { stdout } = await vitrine.run(['--json', 'doctor'], { settings });
    assert.deepEqual(unsound(stdout), ['configuration']);
    assert.match(stdout, /VITRINE_IDENTITY_SECRET_FILE: ENOENT/u);
  });

  it('reports a port that another program uses', async () => {
    await using vitrine = await openCommandLine();
    const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { stdout } = await vitrine.run(['--json', 'doctor'], { settings: { PORT: port } });
    other.close();
    assert.deepEqual(unsound(stdout), ['port']);
  });

  it('logs in at the mail server, and sends nothing, before the first start too', async () => {
    await using vitrine = await openCommandLine();
    await using server = await startSmtpServer({
      authOptional: false,
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'vitrine' }) : done(new Error('no')),
    });
    const look = async (password: string) => {
      const settings = { VITRINE_MAIL_URL: `smtp://vitrine:${password}@${server.host}:${server.port}` };
      return (await vitrine.run(['--json', 'doctor'], { settings })).stdout;
    };
    assert.deepEqual(unsound(await look('right')), []);
    const refused = await look('guessed');
    assert.deepEqual(unsound(refused), ['mail']);
    assert.match(refused, /log-in was refused; check the user and the password in VITRINE_MAIL_URL/u);
    assert.doesNotMatch(refused, /guessed/u);
    assert.deepEqual(server.mails, []);
    assert.deepEqual(await readdir(vitrine.directory), []);
  });

  it('reports a mail server that does not listen', async () => {
    await using vitrine = await openCommandLine();
    const settings = { VITRINE_MAIL_URL: `smtp://127.0.0.1:${await findFreePort()}` };
    const { stdout, code } = await vitrine.run(['doctor'], { settings });
    assert.equal(code, 1);
    assert.match(stdout, /WRONG {2}mail: .*cannot be reached.*\n {7}→ Check VITRINE_MAIL_URL/u);
  });

  it('names every fault of the configuration', async () => {
    await using vitrine = await openCommandLine();
    const settings = { VITRINE_WORKER: 'perhaps', VITRINE_SPELT_WRONG: '1' };
    const { stdout, code } = await vitrine.run(['--json', 'doctor'], { settings });
    assert.equal(code, 1);
    assert.deepEqual(unsound(stdout), ['configuration', 'configuration']);
  });
});
