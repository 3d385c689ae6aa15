import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { emailField, usernameField } from '@vitrine/contract/accounts.ts';
import { type Gallery, password, startGallery } from '../../testing/gallery.ts';
import { createAccount } from './create-account.ts';
import { setEmail } from './set-email.ts';
import { setPassword } from './set-password.ts';
import { resumeAccount, suspendAccount } from './suspend-account.ts';

describe('administration', () => {
  let gallery: Gallery;
  beforeEach(async () => {
    gallery = await startGallery();
  });
  afterEach(() => gallery[Symbol.asyncDispose]());

  const logIn = async (login: string, secret: string) =>
    (await gallery.visitor().post('/session', { login, password: secret })).status;

  it('makes an account that can log in at once, without a mail', async () => {
    await createAccount(gallery.ports, { username: 'Ada', email: 'ada@example.org', password });
    await gallery.work();
    assert.equal(await logIn('ada', password), 200);
    assert.deepEqual(gallery.mails, []);
  });

  it('takes and refuses the names and addresses that registering does', async () => {
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
      const made = createAccount(gallery.ports, { username, email: `${at}@example.org` });
      const isTaken = await made.then(
        () => true,
        () => false,
      );
      assert.equal(isTaken, usernameField.safeParse(username).success, username);
    }
    for (const [at, email] of ['a@b.org', 'a', 'a@', '@b.org', 'a b@c.org', 'a@b'].entries()) {
      const made = createAccount(gallery.ports, { username: `name${at}x`, email });
      const isTaken = await made.then(
        () => true,
        () => false,
      );
      assert.equal(isTaken, emailField.safeParse(email).success, email);
    }
    await assert.rejects(createAccount(gallery.ports, { username: 'admin', email: 'z@example.org' }));
  });

  it('ends the sessions of a suspended account, and lets it log in again once resumed', async () => {
    const ada = await gallery.member('ada');
    await suspendAccount(gallery.ports, 'ada');
    assert.equal((await ada.get('/me')).status, 401);
    assert.equal(await logIn('ada', password), 403);
    await resumeAccount(gallery.ports, 'ada');
    assert.equal(await logIn('ada', password), 200);
  });

  it('sets a password without the present one, and ends every session', async () => {
    const ada = await gallery.member('ada');
    await setPassword(gallery.ports, 'ada@example.org', 'another long password');
    assert.equal((await ada.get('/me')).status, 401);
    assert.equal(await logIn('ada', password), 401);
    assert.equal(await logIn('ada', 'another long password'), 200);
  });

  it('gives an account back from whoever took it', async () => {
    const intruder = await gallery.member('ada');
    const { secret } = (
      await intruder.post('/me/tokens', { password, name: 'script', scopes: ['read', 'write'] })
    ).body;
    const taken = 'taken@example.com';
    await intruder.put('/me/email', { password, email: taken });
    await gallery.work();
    await intruder.post('/me/email/confirm', { code: gallery.codeFor(taken) });
    await intruder.post('/accounts/forgot-password', { login: taken });
    await intruder.put('/me/email', { password, email: 'other@example.com' });
    await gallery.work();

    const { email } = await setEmail(gallery.ports, 'ada', 'ada@example.org');
    assert.equal(email, 'ada@example.org');
    const again = { login: 'ada', code: gallery.codeFor(taken), password: 'a third long password' };
    assert.equal((await intruder.post('/accounts/reset-password', again)).status, 400);
    const proof = { code: gallery.codeFor('other@example.com') };
    assert.equal((await intruder.post('/me/email/confirm', proof)).status, 400);
    await setPassword(gallery.ports, 'ada', 'another long password');
    const withToken = await gallery.fetch('/api/v1/me', { headers: { authorization: `Bearer ${secret}` } });
    assert.equal(withToken.status, 401);
    assert.equal((await intruder.get('/me')).status, 401);
    assert.equal(await logIn('ada', password), 401);
    assert.equal(await logIn('ada@example.org', 'another long password'), 200);
  });

  it('sets no address that is none, or that somebody else has', async () => {
    await gallery.member('ada');
    await gallery.member('bob');
    const setTo = (email: string) => setEmail(gallery.ports, 'ada', email);
    await assert.rejects(setTo('nowhere'), { code: 'invalid-request' });
    await assert.rejects(setTo('BOB@example.org'), { code: 'taken' });
    assert.equal(await logIn('ada@example.org', password), 200);
  });

  it('confirms an account by setting its password', async () => {
    const registered = { username: 'bob', email: 'bob@example.org', password };
    await gallery.visitor().post('/accounts', registered);
    await setPassword(gallery.ports, 'bob', 'another long password');
    assert.equal(await logIn('bob', 'another long password'), 200);
  });
});
