import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { password, startApp, type TestApp } from '../../testing/app/test-app.ts';
import { setEmail, setPassword } from '../administration/accounts.ts';
import { confirmEmailChange } from './email.ts';

describe('changing the e-mail address', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app[Symbol.asyncDispose]());

  it('refuses the current address and mails no code', async () => {
    const member = await app.createMember('cleo');
    const before = app.mails.length;
    for (const email of ['cleo@example.org', 'Cleo@Example.org']) {
      const { status, body } = await member.put('/me/email', { password, email });
      assert.deepEqual([status, body.errors[0].path], [400, 'email']);
    }
    await app.runJobs();
    assert.equal(app.mails.length, before);
  });

  for (const [name, what, takeBack] of [
    ['ada', 'another address', () => setEmail(app.ports, 'ada', 'ada@example.com')],
    ['bea', 'another password', () => setPassword(app.ports, 'bea', 'another password')],
  ] as const)
    it(`does nothing if the account gets ${what} while the code is checked`, async () => {
      const member = await app.createMember(name);
      const email = `${name}@example.net`;
      assert.equal((await member.put('/me/email', { password, email })).status, 202);
      await app.runJobs();
      const { identity, accounts } = app.ports;
      const account = await accounts.findByUsername(name);
      assert.ok(account);
      const takenBackMeanwhile = {
        ...app.ports,
        identity: {
          ...identity,
          async confirmEmailChange(...parameters: Parameters<typeof identity.confirmEmailChange>) {
            const proven = await identity.confirmEmailChange(...parameters);
            await takeBack();
            return proven;
          },
        },
      };
      const proof = { code: app.linkCodeFor(email) };
      const changed = confirmEmailChange(takenBackMeanwhile, account, proof);
      await assert.rejects(changed, { code: 'wrong-code' });
      assert.notEqual((await accounts.find(account.id))?.email, email);
    });

  it('succeeds although strangers register the address until the last moment', async () => {
    const member = await app.createMember('dora');
    const email = 'dora@example.net';
    assert.equal((await member.put('/me/email', { password, email })).status, 202);
    await app.runJobs();
    const { accounts } = app.ports;
    const account = await accounts.findByUsername('dora');
    assert.ok(account);
    let rivals = 0;
    const contested = {
      ...app.ports,
      accounts: {
        ...accounts,
        async change(...parameters: Parameters<typeof accounts.change>) {
          rivals += 1;
          const visitor = app.createVisitor();
          if (rivals <= 2)
            assert.equal(
              (await visitor.post('/accounts', { username: `rival${rivals}`, email, password })).status,
              201,
            );
          return accounts.change(...parameters);
        },
      },
    };
    await confirmEmailChange(contested, account, { code: app.linkCodeFor(email) });
    assert.equal((await accounts.find(account.id))?.email, email);
    assert.equal(await accounts.findByUsername('rival1'), undefined);
  });
});
