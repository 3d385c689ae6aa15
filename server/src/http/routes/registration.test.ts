import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hours } from '../../domain/time.ts';
import { confirmAccount, registerAccount } from '../../features/accounts/registration.ts';
import { createAccount, setEmail } from '../../features/administration/accounts.ts';
import { password, startApp, type TestApp } from '../../testing/app/test-app.ts';

const squatted = 'password of a squatter';
const another = 'another horse battery';

describe('an unconfirmed e-mail address', () => {
  let testApp: TestApp;
  let count = 0;
  before(async () => {
    testApp = await startApp();
  });
  after(() => testApp[Symbol.asyncDispose]());

  /** Registers an e-mail address that belongs to somebody else. */
  async function squat() {
    count += 1;
    const [username, email] = [`squatter-${count}`, `owner-${count}@example.net`];
    const squatter = testApp.createVisitor();
    const { status } = await squatter.post('/accounts', { username, email, password: squatted });
    assert.equal(status, 201);
    await testApp.runJobs();
    return { squatter, username, email };
  }

  async function assertOwned(email: string, ...names: string[]) {
    for (const login of [email, ...names])
      assert.equal(
        (await testApp.createVisitor().post('/session', { login, password: squatted })).status,
        401,
        login,
      );
  }

  it('is confirmed in another browser only with a new password, which replaces the first', async () => {
    const { username, email } = await squat();
    const owner = testApp.createVisitor();
    const proof = { login: username, code: testApp.linkCodeFor(email) };
    for (const login of [username, email]) {
      const refused = await owner.post('/accounts/confirm', { ...proof, login });
      assert.deepEqual([refused.status, refused.body.code], [400, 'password-needed']);
      assert.equal(refused.body.errors[0].path, 'password');
    }
    const easy = await owner.post('/accounts/confirm', { ...proof, password: 'password12' });
    assert.deepEqual([easy.status, easy.body.errors[0].path], [400, 'password']);
    assert.equal((await owner.get('/me')).status, 401);
    const confirmed = await owner.post('/accounts/confirm', { ...proof, password: another });
    assert.equal(confirmed.status, 200);
    assert.equal((await owner.get('/me')).body.account.email, email);
    await assertOwned(email, username);
    assert.equal(
      (await testApp.createVisitor().post('/session', { login: email, password: another })).status,
      200,
    );
  });

  it('needs a new password also with a code that its owner requested', async () => {
    const { email } = await squat();
    const owner = testApp.createVisitor();
    await owner.post('/accounts/resend-code', { login: email });
    await testApp.runJobs();
    const proof = { login: email, code: testApp.codeFor(email) };
    assert.equal((await owner.post('/accounts/confirm', proof)).body.code, 'password-needed');
    assert.equal((await owner.post('/accounts/confirm', { ...proof, password: another })).status, 200);
    await assertOwned(email);
  });

  it('is confirmed by a password reset', async () => {
    for (const codeFor of [testApp.codeFor, testApp.linkCodeFor]) {
      const { squatter, username, email } = await squat();
      const first = testApp.codeFor(email);
      const owner = testApp.createVisitor();
      assert.equal((await owner.post('/accounts/forgot-password', { login: email })).status, 202);
      await testApp.runJobs();
      const reset = { login: email, code: codeFor(email), password: another };
      assert.equal((await owner.post('/accounts/reset-password', reset)).status, 204);
      await assertOwned(email, username);
      assert.equal((await squatter.post('/accounts/confirm', { login: username, code: first })).status, 400);
      const login = await owner.post('/session', { login: email, password: another });
      assert.deepEqual([login.status, login.body.account.confirmed], [200, true]);
    }
  });

  it('can be registered by its owner, under the same name or another', async () => {
    for (const isSameName of [true, false]) {
      const { squatter, username, email } = await squat();
      const stale = testApp.linkCodeFor(email);
      const owner = testApp.createVisitor();
      const name = isSameName ? username : `owner-${count}`;
      const capital = email.replace('owner', 'OWNER');
      const { status } = await owner.post('/accounts', { username: name, email: capital, password });
      assert.equal(status, 201);
      await testApp.runJobs();
      const late = await squatter.post('/accounts/confirm', { login: username, code: stale });
      assert.equal(late.status, 400, 'the registration before is gone');
      const proof = { login: name, code: testApp.codeFor(capital) };
      assert.equal((await owner.post('/accounts/confirm', proof)).status, 200);
      await assertOwned(email, username);
      const again = await squatter.post('/accounts', {
        username: `more-${count}`,
        email,
        password: squatted,
      });
      assert.deepEqual([again.status, again.body.errors[0].path], [409, 'email']);
    }
  });

  it('can be taken by a member who changes address, and assigned by the operator', async () => {
    const { email, username } = await squat();
    const member = await testApp.createMember('mover');
    assert.equal((await member.put('/me/email', { password, email })).status, 202);
    await testApp.runJobs();
    const moved = await member.post('/me/email/confirm', { code: testApp.codeFor(email) });
    assert.equal(moved.body.account.email, email);
    assert.equal(await testApp.ports.accounts.findByUsername(username), undefined);
    await assertOwned(email, username);

    const given = await squat();
    assert.equal((await setEmail(testApp.ports, 'mover', given.email)).email, given.email);
    const made = await squat();
    const vouched = { username: made.username, email: made.email, password };
    assert.equal((await createAccount(testApp.ports, vouched)).email, made.email);
    await assertOwned(made.email, made.username);
  });

  it('reserves its user name for an hour, except for the browser that registered it', async () => {
    const { squatter, username } = await squat();
    const registration = { username, email: `typo-${count}@example.net`, password };
    const taken = await testApp.createVisitor().post('/accounts', registration);
    assert.deepEqual([taken.status, taken.body.errors[0].path], [409, 'username']);
    assert.equal((await squatter.post('/accounts', registration)).status, 201, 'a slip is corrected');
    const later = { ...testApp.ports, clock: { now: () => Date.now() + hours(1) } };
    const email = `later-${count}@example.net`;
    const account = await registerAccount(later, { username, email, password, browser: 'elsewhere' });
    assert.equal(account.username, username);
  });

  it('stays with the account that is confirmed during another registration', async () => {
    const { squatter, username, email } = await squat();
    const code = testApp.linkCodeFor(email);
    const { ports } = testApp;
    /** Confirms the first registration just before its removal. */
    const removeUnconfirmed: typeof ports.accounts.removeUnconfirmed = async (id) => {
      await squatter.post('/accounts/confirm', { login: username, code });
      return ports.accounts.removeUnconfirmed(id);
    };
    const racing = { ...ports, accounts: { ...ports.accounts, removeUnconfirmed } };
    const registration = { username: `racer-${count}`, email, password, browser: 'elsewhere' };
    await assert.rejects(registerAccount(racing, registration), { code: 'taken' });
    const holder = await ports.accounts.findByEmail(email);
    assert.deepEqual([holder?.username, holder?.confirmedAt !== undefined], [username, true]);
    assert.equal((await squatter.post('/session', { login: email, password: squatted })).status, 200);
  });

  it('is not confirmed if somebody else registers it during the check of the code', async () => {
    const { username, email } = await squat();
    const { ports } = testApp;
    const owner = testApp.createVisitor();
    const confirm: typeof ports.identity.confirm = async (...proof) => {
      const outcome = await ports.identity.confirm(...proof);
      await owner.post('/accounts', { username: `racing-${count}`, email, password });
      return outcome;
    };
    const racing = { ...ports, identity: { ...ports.identity, confirm } };
    const proof = { login: username, code: testApp.linkCodeFor(email), password: squatted };
    await assert.rejects(confirmAccount(racing, proof), { code: 'wrong-code' });
    await testApp.runJobs();
    const code = testApp.codeFor(email);
    assert.equal((await owner.post('/accounts/confirm', { login: email, code })).status, 200);
    await assertOwned(email);
  });

  it('belongs to one account after concurrent registrations', async () => {
    const email = 'crowd@example.net';
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((username) =>
        testApp.createVisitor().post('/accounts', { username: `crowd-${username}`, email, password }),
      ),
    );
    assert.ok(answers.some(({ status }) => status === 201));
    assert.ok(answers.every(({ status }) => [201, 409].includes(status)));
    await testApp.runJobs();
    const holder = await testApp.ports.accounts.findByEmail(email);
    const owner = testApp.createVisitor();
    const proof = { login: email, code: testApp.linkCodeFor(email), password: another };
    const confirmed = await owner.post('/accounts/confirm', proof);
    if (confirmed.status !== 200) {
      // The latest mail may belong to a replaced registration, so that the owner requests another.
      await owner.post('/accounts/resend-code', { login: email });
      await testApp.runJobs();
      const code = testApp.linkCodeFor(email);
      assert.equal((await owner.post('/accounts/confirm', { ...proof, code })).status, 200);
    }
    assert.equal((await owner.get('/me')).body.account.id, holder?.id);
  });
});

describe('the attempts to enter a code', () => {
  it('are not used up by strangers, even from the same network', async () => {
    await using testApp = await startApp();
    const [ada, confirming] = [await testApp.createMember('ada'), testApp.createVisitor()];
    await confirming.post('/accounts', { username: 'bea', email: 'bea@example.org', password });
    await confirming.post('/accounts/forgot-password', { login: 'ada' });
    await ada.put('/me/email', { password, email: 'ada@example.net' });
    await testApp.runJobs();
    const [stranger, bare] = [testApp.createVisitor(), () => testApp.createVisitor()];
    await stranger.post('/accounts/forgot-password', { login: 'nobody' });
    const wrong = (login: string) =>
      testApp.codeFor(`${login}@example.org`) === '123456' ? '654321' : '123456';
    const guesses: [string, Record<string, string>][] = [
      ['/accounts/confirm', { login: 'bea', code: wrong('bea') }],
      ['/accounts/reset-password', { login: 'ada', code: wrong('ada'), password: another }],
    ];
    for (const [path, body] of guesses)
      for (let count = 0; count < 12; count += 1)
        for (const who of [stranger, bare()])
          assert.ok([400, 429].includes((await who.post(path, body)).status), `${path} ${count}`);
    const code = testApp.codeFor('bea@example.org');
    assert.equal((await confirming.post('/accounts/confirm', { login: 'bea', code })).status, 200);
    const reset = { login: 'ada', code: testApp.linkCodeFor('ada@example.org'), password: another };
    const moved = await ada.post('/me/email/confirm', { code: testApp.codeFor('ada@example.net') });
    assert.equal(moved.body.account.email, 'ada@example.net');
    assert.equal((await bare().post('/accounts/reset-password', reset)).status, 400, 'of another address');
  });

  it('are limited to five for each code and browser', async () => {
    await using testApp = await startApp();
    await testApp.createMember('ada');
    const ask = async () => {
      const person = testApp.createVisitor();
      await person.post('/accounts/forgot-password', { login: 'ada' });
      await testApp.runJobs();
      return {
        person,
        code: testApp.codeFor('ada@example.org'),
        link: testApp.linkCodeFor('ada@example.org'),
      };
    };
    const reset = ({ person }: Awaited<ReturnType<typeof ask>>, code: string) =>
      person.post('/accounts/reset-password', { login: 'ada', code, password: another });
    const [spent, patient] = [await ask(), await ask()];
    const wrong = (right: string) => (right === '123456' ? '654321' : '123456');
    for (let count = 0; count < 5; count += 1)
      assert.equal((await reset(spent, wrong(spent.code))).status, 400);
    assert.equal((await reset(spent, spent.code)).status, 400);
    for (let count = 0; count < 4; count += 1)
      assert.equal((await reset(patient, wrong(patient.code))).status, 400);
    assert.equal((await reset(patient, patient.code)).status, 204);
    assert.equal((await reset(spent, spent.link)).status, 400, 'every other code ends');
  });
});

describe('the cookie of a browser that requests codes', () => {
  it('is hidden from scripts, bound to the host under https, and removed at log-out', async () => {
    await using testApp = await startApp();
    for (const [publicUrl, name] of [
      ['http://localhost:3000', 'vitrine_browser'],
      ['https://gallery.example', '__Host-vitrine_browser'],
    ] as const) {
      const app = testApp.withOptions({ publicUrl });
      const send = (path: string, init: RequestInit) => app.request(`/api/v1${path}`, init);
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ login: 'nobody' });
      const asked = await send('/accounts/forgot-password', { method: 'POST', headers, body });
      const [cookie = ''] = asked.headers.getSetCookie();
      assert.ok(cookie.startsWith(`${name}=`), cookie);
      for (const attribute of [/HttpOnly/u, /SameSite=Lax/u, /Path=\//u]) assert.match(cookie, attribute);
      assert.equal(/Secure/u.test(cookie), publicUrl.startsWith('https'));
      const [pair = ''] = cookie.split(';');
      const ended = (
        await send('/session', { method: 'DELETE', headers: { cookie: pair } })
      ).headers.getSetCookie();
      assert.ok(
        ended.some((set) => set.startsWith(`${name}=;`)),
        ended.join('\n'),
      );
    }
  });

  it('lets a mailed link log in once, and only by POST', async () => {
    await using testApp = await startApp();
    const person = testApp.createVisitor();
    const email = 'ada@example.org';
    await person.post('/accounts', { username: 'ada', email, password });
    await testApp.runJobs();
    const code = testApp.linkCodeFor(email);
    for (const method of ['GET', 'HEAD'])
      assert.ok((await testApp.fetch(`/confirm?login=ada&code=${code}`, { method })).status < 500);
    assert.equal((await person.post('/accounts/confirm', { login: 'ada', code })).status, 200);
    assert.equal((await person.get('/session')).body.account.username, 'ada');
    assert.equal((await person.post('/accounts/confirm', { login: 'ada', code })).status, 400);
  });

  it('refuses log-in to an account that was suspended meanwhile', async () => {
    await using testApp = await startApp();
    const person = testApp.createVisitor();
    const email = 'ada@example.org';
    await person.post('/accounts', { username: 'ada', email, password });
    await testApp.runJobs();
    const { suspendAccount } = await import('../../features/administration/moderation.ts');
    await suspendAccount(testApp.ports, 'ada');
    const refused = await person.post('/accounts/confirm', { login: 'ada', code: testApp.codeFor(email) });
    assert.deepEqual([refused.status, refused.body.code], [403, 'suspended']);
    assert.equal((await person.get('/me')).status, 401);
  });
});
