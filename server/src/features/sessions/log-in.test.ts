import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { password, startApp, type TestApp } from '../../testing/app/test-app.ts';
import { changePassword } from '../accounts/password.ts';
import { logIn } from './sessions.ts';

describe('logging in', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
    await app.createMember('ada');
  });
  after(() => app[Symbol.asyncDispose]());

  it('fails if the password changes while it is checked', async () => {
    const { ports } = app;
    const account = await ports.accounts.findByUsername('ada');
    assert.ok(account);
    const [session] = await ports.sessions.listByAccount(account.id, ports.clock.now());
    assert.ok(session);
    const changedMeanwhile = {
      ...ports,
      identity: {
        ...ports.identity,
        async checkPassword(...parameters: Parameters<typeof ports.identity.checkPassword>) {
          const check = await ports.identity.checkPassword(...parameters);
          await changePassword(ports, account, session.id, {
            password,
            newPassword: 'another password',
            keepTokens: false,
          });
          return check;
        },
      },
    };
    await assert.rejects(logIn(changedMeanwhile, { login: 'ada', password }), { code: 'wrong-credentials' });
    const sessions = await ports.sessions.listByAccount(account.id, ports.clock.now());
    assert.deepEqual(
      sessions.map(({ id }) => id),
      [session.id],
    );
  });
});
