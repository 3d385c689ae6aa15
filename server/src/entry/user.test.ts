import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CommandLine, openCommandLine } from './testing/command-line.ts';

const password = 'correct horse battery';
const create = (vitrine: CommandLine, name: string, ...more: string[]) =>
  vitrine.run(
    ['--json', 'user', 'create', name, '--email', `${name}@example.org`, '--password-stdin', ...more],
    {
      input: `${password}\n`,
    },
  );

describe('vitrine user', () => {
  it('creates, lists, suspends and resumes an account', async () => {
    await using vitrine = await openCommandLine();
    const created = await create(vitrine, 'ada', '--admin');
    assert.equal(created.code, 0, created.stderr);
    assert.deepEqual(JSON.parse(created.stdout).states, ['admin']);
    assert.match((await vitrine.run(['user', 'list'])).stdout, /^ada .*ada@example\.org.*admin$/mu);
    const suspended = await vitrine.run(['--json', 'user', 'suspend', 'ada']);
    assert.deepEqual(JSON.parse(suspended.stdout).states, ['admin', 'suspended']);
    const resumed = await vitrine.run(['--json', 'user', 'resume', 'ada']);
    assert.deepEqual(JSON.parse(resumed.stdout).states, ['admin']);
  });

  it('makes a member an admin, and a member again', async () => {
    await using vitrine = await openCommandLine();
    await create(vitrine, 'ada');
    const role = async (command: string) =>
      JSON.parse((await vitrine.run(['--json', 'user', command, 'ada'])).stdout).role;
    assert.equal(await role('make-admin'), 'admin');
    assert.equal(await role('make-member'), 'member');
    assert.equal(await role('make-member'), 'member');
    assert.doesNotMatch((await vitrine.run(['user', 'list'])).stdout, /admin/u);
  });

  it('changes the e-mail address and the password of an account', async () => {
    await using vitrine = await openCommandLine();
    await create(vitrine, 'ada');
    const moved = await vitrine.run(['--json', 'user', 'set-email', 'ada', 'countess@example.org']);
    assert.equal(JSON.parse(moved.stdout).email, 'countess@example.org', moved.stderr);
    const changed = await vitrine.run(['user', 'set-password', 'ada', '--password-stdin'], {
      input: 'another long password\n',
    });
    assert.equal(changed.stdout, 'ada has a new password; e-mail goes to countess@example.org\n');
  });

  it('refuses a name that is taken with 1, and a password that is too short with 2', async () => {
    await using vitrine = await openCommandLine();
    await create(vitrine, 'ada');
    const taken = await create(vitrine, 'ada');
    assert.equal(taken.code, 1);
    assert.match(taken.stderr, /^Error: An account with ada\S* already exists\.$/mu);
    const short = await vitrine.run(['user', 'set-password', 'ada', '--password-stdin'], { input: 'short' });
    assert.equal(short.code, 2);
  });

  it('asks for a password only at a terminal', async () => {
    await using vitrine = await openCommandLine();
    const asked = await vitrine.run(['user', 'create', 'ada', '--email', 'ada@example.org']);
    assert.equal(asked.code, 2);
    assert.match(asked.stderr, /--password-stdin/u);
  });

  it('reports an unknown account', async () => {
    await using vitrine = await openCommandLine();
    const missing = await vitrine.run(['user', 'make-admin', 'nobody']);
    assert.equal(missing.code, 1);
    assert.equal(missing.stderr, 'Error: There is no account called nobody.\n');
  });
});
