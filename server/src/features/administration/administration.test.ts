import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { emailField, usernameField } from '@vitrine/contract/accounts.ts';
import { password, startApp, type TestApp } from '../../testing/app/test-app.ts';
import { createAccount, setEmail, setPassword } from './accounts.ts';
import { resumeAccount, suspendAccount } from './moderation.ts';

describe('administration', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(() => app[Symbol.asyncDispose]());

  const logIn = async (login: string, secret: string) =>
    (await app.createVisitor().post('/session', { login, password: secret })).status;

  it('creates an account that can log in at once, without a mail', async () => {
    await createAccount(app.ports, { username: 'Ada', email: 'ada@example.org', password });
    await app.runJobs();
    assert.equal(await logIn('ada', password), 200);
    assert.deepEqual(app.mails, []);
  });

  it('accepts and refuses the same names and addresses as registration', async () => {
    const names = [
      'abc',
      'a.b-c_d',
      'ab',
      '-abc',
      'abc-',
      'a..b',
      'Ada',
      'ädä',
      'a b',
      'x'.repeat(30),
      'x'.repeat(31),
    ];
    for (const [at, username] of names.entries()) {
      const made = createAccount(app.ports, { username, email: `${at}@example.org` });
      const isTaken = await made.then(
        () => true,
        () => false,
      );
      assert.equal(isTaken, usernameField.safeParse(username).success, username);
    }
    for (const [at, email] of ['a@b.org', 'a', 'a@', '@b.org', 'a b@c.org', 'a@b'].entries()) {
      const made = createAccount(app.ports, { username: `name${at}x`, email });
      const isTaken = await made.then(
        () => true,
        () => false,
      );
      assert.equal(isTaken, emailField.safeParse(email).success, email);
    }
    await assert.rejects(createAccount(app.ports, { username: 'admin', email: 'z@example.org' }));
  });

  it('ends the sessions of a suspended account, and lets it log in again once resumed', async () => {
    const ada = await app.createMember('ada');
    await suspendAccount(app.ports, 'ada');
    assert.equal((await ada.get('/me')).status, 401);
    assert.equal(await logIn('ada', password), 403);
    await resumeAccount(app.ports, 'ada');
    assert.equal(await logIn('ada', password), 200);
  });

  it('sets a password without the current one, and ends every session', async () => {
    const ada = await app.createMember('ada');
    await setPassword(app.ports, 'ada@example.org', 'another long password');
    assert.equal((await ada.get('/me')).status, 401);
    assert.equal(await logIn('ada', password), 401);
    assert.equal(await logIn('ada', 'another long password'), 200);
  });

  it('returns a stolen account to its owner, and revokes the intruder’s tokens, codes and sessions', async () => {
    const intruder = await app.createMember('ada');
    const { secret } = (
      await intruder.post('/me/tokens', { password, name: 'script', scopes: ['read', 'write'] })
    ).body;
    const taken = 'taken@example.com';
    await intruder.put('/me/email', { password, email: taken });
    await app.runJobs();
    await intruder.post('/me/email/confirm', { code: app.codeFor(taken) });
    await intruder.post('/accounts/forgot-password', { login: taken });
    await intruder.put('/me/email', { password, email: 'other@example.com' });
    await app.runJobs();

    const { email } = await setEmail(app.ports, 'ada', 'ada@example.org');
    assert.equal(email, 'ada@example.org');
    const again = { login: 'ada', code: app.codeFor(taken), password: 'a third long password' };
    assert.equal((await intruder.post('/accounts/reset-password', again)).status, 400);
    const proof = { code: app.codeFor('other@example.com') };
    assert.equal((await intruder.post('/me/email/confirm', proof)).status, 400);
    await setPassword(app.ports, 'ada', 'another long password');
    const withToken = await app.fetch('/api/v1/me', { headers: { authorization: `Bearer ${secret}` } });
    assert.equal(withToken.status, 401);
    assert.equal((await intruder.get('/me')).status, 401);
    assert.equal(await logIn('ada', password), 401);
    assert.equal(await logIn('ada@example.org', 'another long password'), 200);
  });

  it('refuses a malformed address and one of another account', async () => {
    await app.createMember('ada');
    await app.createMember('bob');
    const setTo = (email: string) => setEmail(app.ports, 'ada', email);
    await assert.rejects(setTo('nowhere'), { code: 'invalid-request' });
    await assert.rejects(setTo('BOB@example.org'), { code: 'taken' });
    assert.equal(await logIn('ada@example.org', password), 200);
  });

  it('confirms an account by setting its password', async () => {
    const registered = { username: 'bob', email: 'bob@example.org', password };
    await app.createVisitor().post('/accounts', registered);
    await setPassword(app.ports, 'bob', 'another long password');
    assert.equal(await logIn('bob', 'another long password'), 200);
  });
});
