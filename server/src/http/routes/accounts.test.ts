import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { PhotoId } from '../../domain/ids.ts';
import { describeOnBackends } from '../../testing/app/backends.ts';
import { password, type TestApp } from '../../testing/app/test-app.ts';

describeOnBackends('accounts', (startApp) => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app[Symbol.asyncDispose]());

  it('registers, confirms by a mailed code, and logs in by user name and by e-mail address', async () => {
    const person = app.createVisitor();
    const registered = await person.post('/accounts', {
      username: 'Ada',
      email: 'ada@example.org',
      password,
    });
    assert.equal(registered.status, 201);
    assert.equal(registered.body.account.username, 'ada');
    assert.equal(registered.body.account.confirmed, false);
    await app.runJobs();
    const early = await person.post('/session', { login: 'ada', password });
    assert.deepEqual([early.status, early.body.code], [403, 'unconfirmed']);
    const code = app.codeFor('ada@example.org');
    const confirmed = await person.post('/accounts/confirm', { login: 'ada', code });
    assert.deepEqual([confirmed.status, confirmed.body.account.confirmed], [200, true]);
    assert.equal((await person.get('/me')).body.account.username, 'ada', 'confirming logs in');
    assert.equal((await person.post('/session', { login: 'ADA@example.org', password })).status, 200);
    assert.equal((await person.post('/session', { login: 'ada', password })).status, 200);
    assert.equal((await person.get('/session')).body.account.username, 'ada');
  });

  it('sets a session cookie that scripts cannot read, and ends it at log-out', async () => {
    const person = await app.createMember('olga');
    const login = await person.post('/session', { login: 'olga', password });
    const cookie = login.headers.getSetCookie()[0] ?? '';
    assert.match(cookie, /HttpOnly/u);
    assert.match(cookie, /SameSite=Lax/u);
    const stolen = person.cookie;
    assert.equal((await person.delete('/session')).status, 204);
    const again = await app.fetch('/api/v1/me', { headers: { cookie: stolen } });
    assert.equal(again.status, 401);
  });

  it('answers alike for a wrong password and an unknown name', async () => {
    await app.createMember('grace');
    const person = app.createVisitor();
    const wrong = await person.post('/session', { login: 'grace', password: 'not the password' });
    const unknown = await person.post('/session', { login: 'nobody-at-all', password: 'not the password' });
    for (const answer of [wrong, unknown]) {
      assert.equal(answer.status, 401);
      assert.equal(answer.body.code, 'wrong-credentials');
    }
    assert.equal(wrong.body.detail, unknown.body.detail);
  });

  it('names the field that is already taken', async () => {
    await app.createMember('alan');
    const person = app.createVisitor();
    const name = await person.post('/accounts', { username: 'alan', email: 'new@example.org', password });
    assert.deepEqual([name.status, name.body.errors[0].path], [409, 'username']);
    const address = await person.post('/accounts', {
      username: 'alan2',
      email: 'ALAN@example.org',
      password,
    });
    assert.deepEqual([address.status, address.body.errors[0].path], [409, 'email']);
  });

  it('refuses reserved names and lookalikes', async () => {
    const person = app.createVisitor();
    for (const username of ['admin', 'Admin', 'administrat0r', 'api', 'sup-port']) {
      const answer = await person.post('/accounts', { username, email: `${username}@example.com`, password });
      assert.equal(answer.status, 409, username);
    }
    for (const username of ['аdmin', 'ad​min', 'admin.', 'me', '..', 'a b c', 'café'])
      assert.equal(
        (await person.post('/accounts', { username, email: 'x@example.com', password })).status,
        400,
        username,
      );
  });

  it('accepts only the latest code, and only once', async () => {
    const person = app.createVisitor();
    await person.post('/accounts', { username: 'linus', email: 'linus@example.org', password });
    await app.runJobs();
    const first = app.codeFor('linus@example.org');
    assert.equal((await person.post('/accounts/resend-code', { login: 'linus' })).status, 202);
    await app.runJobs();
    const second = app.codeFor('linus@example.org');
    if (first !== second)
      assert.equal((await person.post('/accounts/confirm', { login: 'linus', code: first })).status, 400);
    assert.equal((await person.post('/accounts/confirm', { login: 'linus', code: second })).status, 200);
    assert.equal((await person.post('/accounts/confirm', { login: 'linus', code: second })).status, 400);
  });

  it('sets a forgotten password by code and ends every session', async () => {
    const person = await app.createMember('barbara');
    const visitor = app.createVisitor();
    assert.equal((await visitor.post('/accounts/forgot-password', { login: 'nobody' })).status, 202);
    assert.equal((await visitor.post('/accounts/forgot-password', { login: 'barbara' })).status, 202);
    await app.runJobs();
    const reset = {
      login: 'barbara',
      code: app.codeFor('barbara@example.org'),
      password: 'a new long password',
    };
    assert.equal((await visitor.post('/accounts/reset-password', reset)).status, 204);
    assert.equal((await person.get('/me')).status, 401);
    assert.equal((await visitor.post('/session', { login: 'barbara', password })).status, 401);
    assert.equal(
      (await visitor.post('/session', { login: 'barbara', password: reset.password })).status,
      200,
    );
    await app.runJobs();
    assert.equal(
      (await app.mailSubjectsTo('barbara@example.org')).at(-1),
      'Your Vitrine password was changed',
    );
  });

  it('changes the password, keeps this session and ends the others', async () => {
    const here = await app.createMember('katherine');
    const there = app.createVisitor();
    await there.post('/session', { login: 'katherine', password });
    const wrong = await here.put('/me/password', { password: 'wrong', newPassword: 'another long password' });
    assert.deepEqual([wrong.status, wrong.body.errors[0].path], [401, 'password']);
    assert.equal(
      (await here.put('/me/password', { password, newPassword: 'another long password' })).status,
      204,
    );
    assert.equal((await here.get('/me')).status, 200);
    assert.equal((await there.get('/me')).status, 401);
    await app.runJobs();
    assert.equal(
      (await app.mailSubjectsTo('katherine@example.org')).at(-1),
      'Your Vitrine password was changed',
    );
  });

  it('ends tokens at a password change unless the member keeps them, and mails the result', async () => {
    const person = await app.createMember('annie');
    const made = { password, name: 'script', scopes: ['read'] };
    const { secret } = (await person.post('/me/tokens', made)).body;
    const open = async () =>
      (await app.fetch('/api/v1/me', { headers: { authorization: `Bearer ${secret}` } })).status;
    const second = 'a second long password';
    const keep = { password, newPassword: second, keepTokens: true };
    assert.equal((await person.put('/me/password', keep)).status, 204);
    assert.equal(await open(), 200);
    const end = { password: second, newPassword: 'a third long password' };
    assert.equal((await person.put('/me/password', end)).status, 204);
    assert.equal(await open(), 401);
    await app.runJobs();
    const texts = app.mails.filter(({ to }) => to === 'annie@example.org').map(({ text }) => text);
    if (texts.length === 0) return; // The place hands its mails to a server of its own.
    assert.match(texts.at(-2) ?? '', /One personal access token still works/u);
    assert.match(texts.at(-1) ?? '', /No personal access token works/u);
  });

  it('ends only the earlier session of a browser that logs in again', async () => {
    const here = await app.createMember('edith');
    const there = app.createVisitor();
    await there.post('/session', { login: 'edith', password });
    const before = here.cookie;
    assert.equal((await here.post('/session', { login: 'edith', password })).status, 200);
    assert.notEqual(here.cookie, before);
    const old = await app.fetch('/api/v1/me', { headers: { cookie: before } });
    assert.equal(old.status, 401);
    assert.equal((await here.get('/me')).status, 200);
    assert.equal((await there.get('/me')).status, 200);
    await app.createMember('frances');
    await here.post('/session', { login: 'frances', password });
    assert.equal((await there.get('/me/sessions')).body.items.length, 1, 'also when another account logs in');
  });

  it('refuses reset codes from before a password change', async () => {
    const person = await app.createMember('joan');
    await person.post('/accounts/forgot-password', { login: 'joan' });
    await app.runJobs();
    const code = app.codeFor('joan@example.org');
    await person.put('/me/password', { password, newPassword: 'another long password' });
    const late = await person.post('/accounts/reset-password', {
      login: 'joan',
      code,
      password: 'a third long password',
    });
    assert.equal(late.status, 400);
  });

  it('ends tokens and event streams at a password reset', async () => {
    const person = await app.createMember('radia');
    const { secret } = (await person.post('/me/tokens', { password, name: 'script', scopes: ['read'] })).body;
    const stream = await person.fetch('/api/v1/events');
    const reader = stream.body?.getReader();
    await reader?.read();
    await person.post('/accounts/forgot-password', { login: 'radia' });
    await app.runJobs();
    const reset = {
      login: 'radia',
      code: app.codeFor('radia@example.org'),
      password: 'a new long password',
    };
    assert.equal((await person.post('/accounts/reset-password', reset)).status, 204);
    const withToken = await app.fetch('/api/v1/me', { headers: { authorization: `Bearer ${secret}` } });
    assert.equal(withToken.status, 401);
    const account = await app.ports.accounts.findByUsername('radia');
    assert.ok(account);
    await app.ports.events.publish(account.id, { type: 'photo.gone', photoId: 'x' as PhotoId });
    assert.equal((await reader?.read())?.done, true, 'the stream ends and says nothing');
  });

  it('changes the e-mail address after the new one is confirmed', async () => {
    const person = await app.createMember('dorothy');
    assert.equal((await person.put('/me/email', { password, email: 'new-dorothy@example.org' })).status, 202);
    assert.equal((await person.get('/me')).body.account.email, 'dorothy@example.org');
    await app.runJobs();
    const code = app.codeFor('new-dorothy@example.org');
    const changed = await person.post('/me/email/confirm', { code });
    assert.equal(changed.body.account.email, 'new-dorothy@example.org');
    await app.runJobs();
    assert.match((await app.mailSubjectsTo('dorothy@example.org')).at(-1) ?? '', /address .+ was changed/u);
  });

  it('lists sessions and revokes one', async () => {
    const here = await app.createMember('mary');
    const there = app.createVisitor();
    await there.post('/session', { login: 'mary', password });
    const { items } = (await here.get('/me/sessions')).body;
    assert.equal(items.length, 2);
    const other = items.find(({ current }: { current: boolean }) => !current);
    assert.equal((await here.delete(`/me/sessions/${other.id}`)).status, 204);
    assert.equal((await there.get('/me')).status, 401);
    const stranger = await app.createMember('eve');
    assert.equal((await stranger.delete(`/me/sessions/${items[0].id}`)).status, 404);
  });

  it('refuses changes that another site makes a browser send', async () => {
    const person = await app.createMember('tim');
    const forged = await person.fetch('/api/v1/me', {
      method: 'PATCH',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      body: JSON.stringify({ displayName: 'Pwned' }),
    });
    assert.equal(forged.status, 403);
    assert.equal((await person.get('/me')).body.account.displayName, 'tim');
  });
});
