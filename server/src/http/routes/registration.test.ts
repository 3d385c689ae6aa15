import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hours } from '../../domain/time.ts';
import { confirmAccount } from '../../features/accounts/confirm-account.ts';
import { registerAccount } from '../../features/accounts/register-account.ts';
import { createAccount } from '../../features/administration/create-account.ts';
import { setEmail } from '../../features/administration/set-email.ts';
import { type Gallery, password, startGallery } from '../../testing/gallery.ts';

const squatted = 'password of a squatter';
const another = 'another horse battery';

describe('an address that nobody has proven', () => {
  let gallery: Gallery;
  let count = 0;
  before(async () => {
    gallery = await startGallery();
  });
  after(() => gallery[Symbol.asyncDispose]());

  /** Somebody registers an address that is not theirs. */
  async function squat() {
    count += 1;
    const [username, email] = [`squatter-${count}`, `owner-${count}@example.net`];
    const squatter = gallery.visitor();
    const { status } = await squatter.post('/accounts', { username, email, password: squatted });
    assert.equal(status, 201);
    await gallery.work();
    return { squatter, username, email };
  }

  async function assertOwned(email: string, ...names: string[]) {
    for (const login of [email, ...names])
      assert.equal(
        (await gallery.visitor().post('/session', { login, password: squatted })).status,
        401,
        login,
      );
  }

  it('is confirmed elsewhere with a new password alone, which ends what the first one could do', async () => {
    const { username, email } = await squat();
    const owner = gallery.visitor();
    const proof = { login: username, code: gallery.linkCodeFor(email) };
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
    assert.equal((await gallery.visitor().post('/session', { login: email, password: another })).status, 200);
  });

  it('is not confirmed for the password of another by digits that its owner asked for', async () => {
    const { email } = await squat();
    const owner = gallery.visitor();
    await owner.post('/accounts/resend-code', { login: email });
    await gallery.work();
    const proof = { login: email, code: gallery.codeFor(email) };
    assert.equal((await owner.post('/accounts/confirm', proof)).body.code, 'password-needed');
    assert.equal((await owner.post('/accounts/confirm', { ...proof, password: another })).status, 200);
    await assertOwned(email);
  });

  it('is proven by a reset, which sets the password, too', async () => {
    for (const codeFor of [gallery.codeFor, gallery.linkCodeFor]) {
      const { squatter, username, email } = await squat();
      const first = gallery.codeFor(email);
      const owner = gallery.visitor();
      assert.equal((await owner.post('/accounts/forgot-password', { login: email })).status, 202);
      await gallery.work();
      const reset = { login: email, code: codeFor(email), password: another };
      assert.equal((await owner.post('/accounts/reset-password', reset)).status, 204);
      await assertOwned(email, username);
      assert.equal((await squatter.post('/accounts/confirm', { login: username, code: first })).status, 400);
      const login = await owner.post('/session', { login: email, password: another });
      assert.deepEqual([login.status, login.body.account.confirmed], [200, true]);
    }
  });

  it('is free for its owner to register, under the same name or another', async () => {
    for (const isSameName of [true, false]) {
      const { squatter, username, email } = await squat();
      const stale = gallery.linkCodeFor(email);
      const owner = gallery.visitor();
      const name = isSameName ? username : `owner-${count}`;
      const capital = email.replace('owner', 'OWNER');
      const { status } = await owner.post('/accounts', { username: name, email: capital, password });
      assert.equal(status, 201);
      await gallery.work();
      const late = await squatter.post('/accounts/confirm', { login: username, code: stale });
      assert.equal(late.status, 400, 'the registration before is gone');
      const proof = { login: name, code: gallery.codeFor(capital) };
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

  it('is free for a member who moves to it, and for whoever runs the gallery to give to somebody', async () => {
    const { email, username } = await squat();
    const member = await gallery.member('mover');
    assert.equal((await member.put('/me/email', { password, email })).status, 202);
    await gallery.work();
    const moved = await member.post('/me/email/confirm', { code: gallery.codeFor(email) });
    assert.equal(moved.body.account.email, email);
    assert.equal(await gallery.ports.accounts.findByUsername(username), undefined);
    await assertOwned(email, username);

    const given = await squat();
    assert.equal((await setEmail(gallery.ports, 'mover', given.email)).email, given.email);
    const made = await squat();
    const vouched = { username: made.username, email: made.email, password };
    assert.equal((await createAccount(gallery.ports, vouched)).email, made.email);
    await assertOwned(made.email, made.username);
  });

  it('keeps a user name from others for an hour, and from the browser that registered not at all', async () => {
    const { squatter, username } = await squat();
    const registration = { username, email: `typo-${count}@example.net`, password };
    const taken = await gallery.visitor().post('/accounts', registration);
    assert.deepEqual([taken.status, taken.body.errors[0].path], [409, 'username']);
    assert.equal((await squatter.post('/accounts', registration)).status, 201, 'a slip is corrected');
    const later = { ...gallery.ports, clock: { now: () => Date.now() + hours(1) } };
    const email = `later-${count}@example.net`;
    const account = await registerAccount(later, { username, email, password, browser: 'elsewhere' });
    assert.equal(account.username, username);
  });

  it('is of one account where it is confirmed while somebody else registers it', async () => {
    const { squatter, username, email } = await squat();
    const code = gallery.linkCodeFor(email);
    const { ports } = gallery;
    /** Confirms the first registration between the look at it and its removal. */
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

  it('confirms nothing where somebody else registers it while the code is checked', async () => {
    const { username, email } = await squat();
    const { ports } = gallery;
    const owner = gallery.visitor();
    const confirm: typeof ports.identity.confirm = async (...proof) => {
      const outcome = await ports.identity.confirm(...proof);
      await owner.post('/accounts', { username: `racing-${count}`, email, password });
      return outcome;
    };
    const racing = { ...ports, identity: { ...ports.identity, confirm } };
    const proof = { login: username, code: gallery.linkCodeFor(email), password: squatted };
    await assert.rejects(confirmAccount(racing, proof), { code: 'wrong-code' });
    await gallery.work();
    const code = gallery.codeFor(email);
    assert.equal((await owner.post('/accounts/confirm', { login: email, code })).status, 200);
    await assertOwned(email);
  });

  it('is of one account however many register it at once', async () => {
    const email = 'crowd@example.net';
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((username) =>
        gallery.visitor().post('/accounts', { username: `crowd-${username}`, email, password }),
      ),
    );
    assert.ok(answers.some(({ status }) => status === 201));
    assert.ok(answers.every(({ status }) => [201, 409].includes(status)));
    await gallery.work();
    const holder = await gallery.ports.accounts.findByEmail(email);
    const owner = gallery.visitor();
    const proof = { login: email, code: gallery.linkCodeFor(email), password: another };
    const confirmed = await owner.post('/accounts/confirm', proof);
    if (confirmed.status !== 200) {
      // The mail that came last may be of a registration that was replaced: another one is mailed.
      await owner.post('/accounts/resend-code', { login: email });
      await gallery.work();
      const code = gallery.linkCodeFor(email);
      assert.equal((await owner.post('/accounts/confirm', { ...proof, code })).status, 200);
    }
    assert.equal((await owner.get('/me')).body.account.id, holder?.id);
  });
});

describe('the cookie of a browser that asks for codes', () => {
  it('is unreadable to scripts, bound to the host under https, and ends with the log-out', async () => {
    await using gallery = await startGallery();
    for (const [publicUrl, name] of [
      ['http://localhost:3000', 'vitrine_browser'],
      ['https://gallery.example', '__Host-vitrine_browser'],
    ] as const) {
      const app = gallery.appWith({ publicUrl });
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

  it('lets the link of a mail log in, once, and only by being sent back', async () => {
    await using gallery = await startGallery();
    const person = gallery.visitor();
    const email = 'ada@example.org';
    await person.post('/accounts', { username: 'ada', email, password });
    await gallery.work();
    const code = gallery.linkCodeFor(email);
    for (const method of ['GET', 'HEAD'])
      assert.ok((await gallery.fetch(`/confirm?login=ada&code=${code}`, { method })).status < 500);
    assert.equal((await person.post('/accounts/confirm', { login: 'ada', code })).status, 200);
    assert.equal((await person.get('/session')).body.account.username, 'ada');
    assert.equal((await person.post('/accounts/confirm', { login: 'ada', code })).status, 400);
  });

  it('lets nobody in whom the gallery suspended meanwhile', async () => {
    await using gallery = await startGallery();
    const person = gallery.visitor();
    const email = 'ada@example.org';
    await person.post('/accounts', { username: 'ada', email, password });
    await gallery.work();
    const { suspendAccount } = await import('../../features/administration/suspend-account.ts');
    await suspendAccount(gallery.ports, 'ada');
    const refused = await person.post('/accounts/confirm', { login: 'ada', code: gallery.codeFor(email) });
    assert.deepEqual([refused.status, refused.body.code], [403, 'suspended']);
    assert.equal((await person.get('/me')).status, 401);
  });
});
