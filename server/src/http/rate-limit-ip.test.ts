import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';

describe('rate limits by IP address', () => {
  let testApp: TestApp;
  before(async () => {
    testApp = await startApp();
    await testApp.createMember('ada');
  });
  after(() => testApp[Symbol.asyncDispose]());

  it('count requests of unknown origin together', async () => {
    const app = testApp.withOptions({ addressOf: () => undefined });
    const statuses = [];
    for (let count = 0; count < 301; count += 1) {
      const body = JSON.stringify({ login: `nobody-${count}`, code: '123456' });
      const headers = { 'content-type': 'application/json' };
      statuses.push(
        (await app.request(`${apiBase}/accounts/confirm`, { method: 'POST', headers, body })).status,
      );
    }
    assert.deepEqual(statuses, [...Array(300).fill(400), 429]);
  });

  it('count the IPv6 networks of one site together', async () => {
    const proof = { login: 'ada', code: '123456' };
    const confirmFrom = async (address: string) => {
      const app = testApp.createVisitor(testApp.withOptions({ addressOf: () => address }));
      return (await app.post('/accounts/confirm', proof)).status;
    };
    for (let count = 0; count < 100; count += 1)
      assert.equal(await confirmFrom(`2001:db8:1:${count % 50}::1`), 400);
    assert.equal(await confirmFrom('2001:db8:1:50::1'), 429);
    assert.equal(await confirmFrom('2001:db8:2:50::1'), 400, 'another site');
  });

  it('are not used up by other sites in the same browser', async () => {
    const { attempts } = testApp.ports;
    const counted: string[] = [];
    const take: typeof attempts.take = (request) => {
      counted.push(request.key);
      return attempts.take(request);
    };
    const app = testApp.withOptions({
      addressOf: () => '192.0.2.1',
      ports: { ...testApp.ports, attempts: { ...attempts, take } },
    });
    const member = testApp.createVisitor(app);
    assert.equal((await member.post('/session', { login: 'ada', password })).status, 200);
    counted.length = 0;
    const { cookie } = member;
    // A page may send this to any site without a preflight (Fetch Standard, §3.2.2).
    const send = (path: string, method: string, body: object, more: Record<string, string> = {}) =>
      app.request(apiBase + path, {
        method,
        headers: { origin: 'https://evil.example', 'content-type': 'text/plain', ...more },
        body: JSON.stringify(body),
      });
    const guess = { login: 'ada', password: 'not the password' };
    for (let count = 0; count < 11; count += 1)
      assert.equal((await send('/session', 'POST', guess)).status, 403);
    for (const path of ['', '/confirm', '/resend-code', '/forgot-password', '/reset-password'])
      assert.equal((await send(`/accounts${path}`, 'POST', guess)).status, 403);
    for (const path of ['/uploads', '/albums', '/me/tokens'])
      assert.equal((await send(path, 'POST', {}, { cookie })).status, 403);
    assert.deepEqual(counted, []);
    assert.equal((await member.post('/session', { login: 'ada', password })).status, 200);
  });
});
