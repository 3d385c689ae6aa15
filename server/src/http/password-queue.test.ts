import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import { operations } from '../testing/api/operations.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';
import { passwordRoutes } from './password-queue.ts';

type Check = TestApp['ports']['identity']['checkPassword'];

describe('checking passwords', () => {
  let testApp: TestApp;
  let mallory: TestClient;
  before(async () => {
    testApp = await startApp();
    for (const name of ['ada', 'eve']) await testApp.createMember(name);
    mallory = await testApp.createMember('mallory');
  });
  after(() => testApp[Symbol.asyncDispose]());

  it('queues the requests of every route with a password', () => {
    const given = operations.filter(({ body }) =>
      ['password', 'newPassword'].some((field) => body?.properties?.[field] !== undefined),
    );
    const names: string[] = [...passwordRoutes.logIn, ...passwordRoutes.other];
    assert.deepEqual(
      given.map(({ name }) => name).filter((name) => !names.includes(name)),
      [],
    );
  });

  /* Starts a gallery whose password check waits for the test. Requests name their network. */
  function holdChecks(isHeld: (username: string | undefined) => boolean) {
    const checked: (string | undefined)[] = [];
    const gate = Promise.withResolvers<void>();
    const { identity } = testApp.ports;
    const checkPassword: Check = async (account, given) => {
      checked.push(account?.username);
      if (isHeld(account?.username)) await gate.promise;
      return identity.checkPassword(account, given);
    };
    const app = testApp.withOptions({
      addressOf: (c) => c.req.header('x-test-network'),
      ports: { ...testApp.ports, identity: { ...identity, checkPassword } },
    });
    const send = async (method: string, path: string, body: object, network: string, cookie = '') => {
      const headers = { 'content-type': 'application/json', 'x-test-network': network, cookie };
      const response = await app.request(apiBase + path, { method, headers, body: JSON.stringify(body) });
      return response.status;
    };
    return {
      checked,
      open: () => gate.resolve(),
      logIn: (login: string, network: string) => send('POST', '/session', { login, password }, network),
      changeEmail: (person: TestClient, email: string) =>
        send('PUT', '/me/email', { email, password }, '192.0.2.1', person.cookie),
    };
  }

  it('keeps many correct passwords of one member from delaying the log-in of others', async () => {
    const checks = holdChecks((name) => name === 'mallory');
    const flood = Array.from({ length: 10 }, (_, count) =>
      checks.changeEmail(mallory, `mallory-${count}@example.net`),
    );
    assert.equal(await checks.logIn('ada', '192.0.2.1'), 200);
    assert.equal(checks.checked.filter((name) => name === 'mallory').length, 2, 'two at a time');
    checks.open();
    assert.deepEqual(await Promise.all(flood), Array(10).fill(202));
  });

  it('keeps many log-ins of one network from delaying another network', async () => {
    const checks = holdChecks((name) => name === 'eve');
    const crowd = Array.from({ length: 8 }, () => checks.logIn('eve', '192.0.2.7'));
    assert.equal(await checks.logIn('ada', '192.0.2.8'), 200);
    assert.equal(checks.checked.filter((name) => name === 'eve').length, 2, 'two at a time');
    checks.open();
    assert.deepEqual(await Promise.all(crowd), Array(8).fill(200));
  });

  it('limits the correct passwords of a member, and refuses invalid requests before checking one', async () => {
    const checks = holdChecks(() => false);
    const grace = await testApp.createMember('grace');
    assert.equal(await checks.changeEmail(grace, 'GRACE@example.org'), 400, 'the present address');
    assert.deepEqual(checks.checked, []);
    const token = { password, name: 'script', scopes: ['read'], expiresInDays: 1 };
    const answers = [];
    for (let count = 0; count < 31; count += 1) answers.push((await grace.post('/me/tokens', token)).status);
    assert.deepEqual(answers, [...Array(30).fill(201), 429]);
    assert.equal(await checks.logIn('grace', '192.0.2.9'), 200, 'logging in is another matter');
  });

  it('refunds a correct password only its own attempt', async () => {
    const heidi = await testApp.createMember('heidi');
    const cancel = async (given: string) => (await heidi.delete('/me', { password: given })).status;
    for (let count = 0; count < 9; count += 1) assert.equal(await cancel('not the password'), 401);
    assert.equal(await cancel(password), 202);
    assert.equal(await cancel('not the password'), 401);
    assert.equal(await cancel('not the password'), 429);
  });

  it('limits successful log-ins to an account', async () => {
    await testApp.createMember('ivan');
    const { attempts } = testApp.ports;
    // Sets a lower limit, so that the test needs fewer log-ins.
    const take: typeof attempts.take = (request) =>
      attempts.take(request.key.startsWith('log-ins ') ? { ...request, limit: 3 } : request);
    const app = testApp.withOptions({
      addressOf: () => '192.0.2.1',
      ports: { ...testApp.ports, attempts: { ...attempts, take } },
    });
    const logIn = async (given: string) =>
      (await testApp.createVisitor(app).post('/session', { login: 'ivan', password: given })).status;
    for (let count = 0; count < 5; count += 1) assert.equal(await logIn('not the password'), 401);
    for (let count = 0; count < 3; count += 1) assert.equal(await logIn(password), 200);
    assert.equal(await logIn(password), 429);
    assert.equal(await logIn('not the password'), 401);
  });
});
