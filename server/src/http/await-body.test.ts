import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import { setEmail } from '../features/administration/set-email.ts';
import { setPassword } from '../features/administration/set-password.ts';
import { type Gallery, password, startGallery } from '../testing/gallery.ts';
import type { Person } from '../testing/person.ts';

const newPassword = 'a password that is new';

describe('a request whose body is held back', () => {
  let gallery: Gallery;
  before(async () => {
    gallery = await startGallery();
  });
  after(() => gallery[Symbol.asyncDispose]());

  /** The headers are there at once, the body once it is let go. */
  function holdBack({ cookie }: Person, path: string, body: unknown) {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const headers = {
      cookie,
      'content-type': 'application/json',
      'content-length': String(bytes.byteLength),
    };
    const init: RequestInit & { duplex: string } = {
      method: 'POST',
      headers,
      body: readable,
      duplex: 'half',
    };
    const answer = Promise.resolve(gallery.appWith({}).request(apiBase + path, init));
    return async () => {
      const writer = writable.getWriter();
      await writer.write(bytes).catch(() => undefined);
      await writer.close().catch(() => undefined);
      return answer;
    };
  }

  /** Whoever knows the password has a code mailed to an address of their own, and holds back what else they ask for. */
  async function intrude(name: string) {
    const intruder = await gallery.member(name);
    const email = `${name}@evil.example`;
    assert.equal((await intruder.put('/me/email', { password, email })).status, 202);
    await gallery.work();
    return [
      holdBack(intruder, '/me/tokens', { name: 'script', scopes: ['read', 'write'] }),
      holdBack(intruder, '/me/email/confirm', { code: gallery.codeFor(email) }),
    ];
  }

  async function assertNothingIsLeft(name: string, email: string, heldBack: (() => Promise<Response>)[]) {
    for (const letGo of heldBack) assert.equal((await letGo()).status, 401);
    const account = await gallery.ports.accounts.findByUsername(name);
    assert.equal(account?.email, email);
    assert.deepEqual(await gallery.ports.tokens.listByAccount(account.id, Date.now()), []);
  }

  it('does nothing once its password was reset', async () => {
    const heldBack = await intrude('ada');
    const visitor = gallery.visitor();
    await visitor.post('/accounts/forgot-password', { login: 'ada' });
    await gallery.work();
    const code = gallery.codeFor('ada@example.org');
    const reset = await visitor.post('/accounts/reset-password', {
      login: 'ada',
      code,
      password: newPassword,
    });
    assert.equal(reset.status, 204);
    await assertNothingIsLeft('ada', 'ada@example.org', heldBack);
  });

  it('does nothing once whoever runs the gallery gave the account back', async () => {
    const heldBack = await intrude('bea');
    await setEmail(gallery.ports, 'bea', 'bea@example.com');
    await setPassword(gallery.ports, 'bea', newPassword);
    await assertNothingIsLeft('bea', 'bea@example.com', heldBack);
  });

  it('is no failure of ours where it never comes', async () => {
    const person = await gallery.member('cleo');
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) });
    const headers = { cookie: person.cookie, 'content-type': 'application/json', 'content-length': '9' };
    const init: RequestInit & { duplex: string } = { method: 'POST', headers, body, duplex: 'half' };
    assert.equal((await gallery.appWith({}).request(`${apiBase}/albums`, init)).status, 400);
  });
});
