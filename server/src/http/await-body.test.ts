import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import { setEmail, setPassword } from '../features/administration/accounts.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';

const newPassword = 'a password that is new';

describe('a request whose body arrives late', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app[Symbol.asyncDispose]());

  /** Sends the headers at once, and the body when the test releases it. */
  function holdBack({ cookie }: TestClient, path: string, body: unknown) {
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
    const answer = Promise.resolve(app.withOptions({}).request(apiBase + path, init));
    return async () => {
      const writer = writable.getWriter();
      await writer.write(bytes).catch(() => undefined);
      await writer.close().catch(() => undefined);
      return answer;
    };
  }

  /** An intruder with the password requests a code for their own e-mail address, and holds back the next body. */
  async function intrude(name: string) {
    const intruder = await app.createMember(name);
    const email = `${name}@evil.example`;
    assert.equal((await intruder.put('/me/email', { password, email })).status, 202);
    await app.runJobs();
    return [
      holdBack(intruder, '/me/tokens', { name: 'script', scopes: ['read', 'write'] }),
      holdBack(intruder, '/me/email/confirm', { code: app.codeFor(email) }),
    ];
  }

  async function assertNothingIsLeft(name: string, email: string, heldBack: (() => Promise<Response>)[]) {
    for (const letGo of heldBack) assert.equal((await letGo()).status, 401);
    const account = await app.ports.accounts.findByUsername(name);
    assert.equal(account?.email, email);
    assert.deepEqual(await app.ports.tokens.listByAccount(account.id, Date.now()), []);
  }

  it('changes nothing after the password was reset', async () => {
    const heldBack = await intrude('ada');
    const visitor = app.createVisitor();
    await visitor.post('/accounts/forgot-password', { login: 'ada' });
    await app.runJobs();
    const code = app.codeFor('ada@example.org');
    const reset = await visitor.post('/accounts/reset-password', {
      login: 'ada',
      code,
      password: newPassword,
    });
    assert.equal(reset.status, 204);
    await assertNothingIsLeft('ada', 'ada@example.org', heldBack);
  });

  it('changes nothing after an administrator has given the account back to its owner', async () => {
    const heldBack = await intrude('bea');
    await setEmail(app.ports, 'bea', 'bea@example.com');
    await setPassword(app.ports, 'bea', newPassword);
    await assertNothingIsLeft('bea', 'bea@example.com', heldBack);
  });

  it('answers 400 if the body never arrives', async () => {
    const person = await app.createMember('cleo');
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) });
    const headers = { cookie: person.cookie, 'content-type': 'application/json', 'content-length': '9' };
    const init: RequestInit & { duplex: string } = { method: 'POST', headers, body, duplex: 'half' };
    assert.equal((await app.withOptions({}).request(`${apiBase}/albums`, init)).status, 400);
  });
});
