import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setImmediate as immediately } from 'node:timers/promises';
import { apiBase } from '@vitrine/contract/api.ts';
import { minutes } from '../domain/time.ts';
import { rules } from '../testing/api/access-rules.ts';
import { operations } from '../testing/api/operations.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import type { Answer, TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';
import { findCodes } from '../testing/servers/parse-mail.ts';
import type { AppOptions } from './app.ts';
import { isLocalHostname } from './host-allowlist.ts';

const sound = { login: 'ada', password };
const json = { 'content-type': 'application/json' };

/** Asserts the security headers that every response must have. */
function holdHeaders({ status, headers }: Response, what: string): void {
  const said = `${what}, ${status}`;
  const policy = headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/u, said);
  assert.match(policy, /frame-ancestors 'none'|sandbox/u, said);
  assert.doesNotMatch(policy, /script-src[^;]*(unsafe|\*|data:|http)|unsafe-eval/u, said);
  assert.equal(headers.get('x-content-type-options'), 'nosniff', said);
  assert.equal(headers.get('referrer-policy'), 'same-origin', said);
  assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', said);
  assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', said);
  assert.match(headers.get('permissions-policy') ?? '', /geolocation=\(\)/u, said);
  assert.match(headers.get('x-request-id') ?? '', /^[\w-]{8,}$/u, said);
  assert.equal(headers.get('access-control-allow-origin'), null, said);
  assert.equal(headers.get('x-powered-by') ?? headers.get('server'), null, said);
}

describe('security', () => {
  let testApp: TestApp;
  let ada: TestClient;
  let photoId: string;

  before(async () => {
    testApp = await startApp({ VITRINE_TRUST_PROXY: 'on' });
    ada = await testApp.createMember('ada');
    photoId = (await ada.upload(await makeJpeg({ width: 400, height: 300 }))).id;
    await testApp.runJobs();
  });
  after(() => testApp[Symbol.asyncDispose]());

  const from = (address: string, body: unknown, path = '/session') =>
    testApp.fetch(apiBase + path, {
      method: 'POST',
      headers: { ...json, 'x-forwarded-for': address },
      body: JSON.stringify(body),
    });

  const appWith = (change: Partial<AppOptions>) =>
    testApp.withOptions({
      addressOf: () => '192.0.2.1',
      web: {
        files: new Map([
          ['/assets/a.js', { bytes: new TextEncoder().encode('1'), contentType: 'text/javascript' }],
        ]),
        render: async () => ({ status: 200, html: '<!doctype html><title>Vitrine</title>' }),
      },
      ...change,
    });

  it('sends the security headers with every kind of response', async () => {
    const [rendition] = (await ada.get(`/photos/${photoId}`)).body.renditions;
    const download = (await ada.get(`/photos/${photoId}/download`)).headers.get('location') ?? '';
    const addresses = [
      `${apiBase}/photos`,
      `${apiBase}/photos`, // kept ready from the first time
      `${apiBase}/photos/${photoId}/download`,
      `${apiBase}/photos?limit=0`,
      `${apiBase}/me`,
      `${apiBase}/nothing`,
      '/api/openapi.json',
      '/api/docs',
      '/healthz',
      '/readyz',
      rendition.url,
      '/media/a/b/320.webp',
      '/media/avatars/a/b.webp',
      download,
      '/storage/nothing',
      '/nothing/at/all',
      '/%zz',
    ];
    for (const address of addresses) {
      const response = await testApp.fetch(address);
      await response.arrayBuffer();
      holdHeaders(response, address);
    }
    const etag = (await testApp.fetch(rendition.url)).headers.get('etag') ?? '';
    const unchanged = await testApp.fetch(rendition.url, { headers: { 'if-none-match': etag } });
    assert.equal(unchanged.status, 304);
    holdHeaders(unchanged, 'what is unchanged');
    const events = await ada.fetch(`${apiBase}/events`);
    holdHeaders(events, 'a stream');
    await events.body?.cancel();
    const app = appWith({});
    for (const address of ['/', '/login', '/me', '/assets/a.js', '/no-such-page', '/readyz'])
      holdHeaders(await app.request(address, { headers: { accept: 'text/html' } }), address);
  });

  it('serves uploaded bytes as images only, never as a page', async () => {
    const [rendition] = (await ada.get(`/photos/${photoId}`)).body.renditions;
    for (const size of ['original', rendition.width]) {
      const redirect = await ada.get(`/photos/${photoId}/download?size=${size}`);
      const response = await testApp.fetch(redirect.headers.get('location') ?? '');
      await response.arrayBuffer();
      assert.match(response.headers.get('content-type') ?? '', /^image\/(jpeg|webp)$/u);
      assert.match(response.headers.get('content-disposition') ?? '', /^attachment;/u);
      assert.match(response.headers.get('content-security-policy') ?? '', /sandbox/u);
    }
  });

  it('sets a session cookie that scripts and other sites cannot read', async () => {
    const [cookie = ''] = (await from('192.0.2.10', sound)).headers.getSetCookie();
    assert.match(cookie, /^vitrine_session=[\w-]{40,};/u);
    for (const attribute of [/; HttpOnly/u, /; SameSite=Lax/u, /; Path=\/(;|$)/u, /; Max-Age=\d+/u])
      assert.match(cookie, attribute);
    assert.doesNotMatch(cookie, /Domain=|Secure/u);
  });

  it('binds the session cookie to the host under https, and accepts no other name', async () => {
    const app = appWith({ publicUrl: 'https://photos.example.org' });
    const call = (path: string, init?: RequestInit) => app.request(apiBase + path, init);
    const login = await call('/session', { method: 'POST', headers: json, body: JSON.stringify(sound) });
    const [cookie = ''] = login.headers.getSetCookie();
    assert.match(cookie, /^__Host-vitrine_session=[\w-]{40,};/u);
    for (const attribute of [/; Secure/u, /; HttpOnly/u, /; SameSite=Lax/u, /; Path=\/(;|$)/u])
      assert.match(cookie, attribute);
    assert.doesNotMatch(cookie, /Domain=/u);
    assert.match(login.headers.get('strict-transport-security') ?? '', /^max-age=\d{8}/u);
    const [pair = ''] = cookie.split(';');
    assert.equal((await call('/me', { headers: { cookie: pair } })).status, 200);
    assert.equal((await call('/me', { headers: { cookie: pair.replace('__Host-', '') } })).status, 401);
    const out = await call('/session', { method: 'DELETE', headers: { cookie: pair } });
    assert.match(out.headers.getSetCookie()[0] ?? '', /^__Host-vitrine_session=;.*Max-Age=0/u);
  });

  for (const operation of operations.filter(({ method }) => method !== 'GET'))
    it(`refuses ${operation.name} from another site`, async () => {
      const foreign: Record<string, string>[] = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: `${testApp.url}.evil.example` },
        { origin: testApp.url.replace('http:', 'https:').replace(/\d+$/u, '1') },
        { 'sec-fetch-site': 'cross-site', origin: '' },
        { 'sec-fetch-site': 'same-site', origin: '' },
      ];
      const body = rules[operation.name]?.body?.(0);
      for (const [index, { origin = '', ...more }] of foreign.entries()) {
        const response = await testApp.fetch(apiBase + operation.path.replace(/\{\w+\}/u, photoId), {
          method: operation.method,
          headers: {
            cookie: ada.cookie,
            'x-forwarded-for': `198.18.0.${index}`,
            ...json,
            ...more,
            ...(origin && { origin }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const problem = (await response.json()) as { code: string };
        assert.deepEqual([response.status, problem.code], [403, 'forbidden'], origin);
      }
    });

  it('refuses host names that other sites could point here', async () => {
    const app = appWith({ answersTo: isLocalHostname });
    const statusAt = async (host: string, path = `${apiBase}/photos`) =>
      (await app.request(`http://${host}${path}`, { headers: { accept: 'text/html' } })).status;
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:3000', 'photos'])
      for (const path of [`${apiBase}/photos`, '/', '/api/openapi.json', '/media/a/b/320.webp'])
        assert.equal(await statusAt(host, path), 403, host);
    for (const host of ['localhost', '127.0.0.1:3000', '[::1]:3000', '192.168.1.2', 'photos.localhost'])
      assert.equal(await statusAt(host), 200, host);
    assert.equal(await statusAt('evil.example', '/healthz'), 200, 'for who watches over it');
    const named = appWith({});
    const behindProxy = await named.request(`http://10.internal.example${apiBase}/photos`);
    assert.equal(behindProxy.status, 200);
  });

  it('limits password guesses without locking out other IP addresses', async () => {
    await testApp.createMember('grace');
    const guess = { login: 'grace', password: 'not the password' };
    for (let count = 0; count < 10; count += 1)
      assert.equal((await from(`203.0.113.${count}, 198.51.100.1`, guess)).status, 401);
    const slowed = await from('198.51.100.1', guess);
    assert.equal(slowed.status, 429);
    assert.match(slowed.headers.get('retry-after') ?? '', /^[1-9]\d{0,3}$/u);
    const right = { login: ' GRACE ', password };
    assert.equal((await from('198.51.100.1', right)).status, 429, 'not even with the right one');
    assert.equal((await from('198.51.100.2', right)).status, 200, 'its holder is elsewhere');
    assert.equal((await from('198.51.100.1', { ...guess, login: 'ada' })).status, 401, 'another name');
    for (const path of ['/session/', '//session', '/%73ession', '/./session', '/SESSION'])
      assert.ok([404, 429].includes((await from('198.51.100.1', guess, path)).status), path);
  });

  it('counts guesses by user name and e-mail address together, without revealing that they match', async () => {
    await testApp.createMember('hanna');
    const guess = (login: string, secret = 'not the password') =>
      from('198.51.100.31', { login, password: secret });
    for (let count = 0; count < 5; count += 1)
      for (const login of ['hanna', 'hanna@example.org']) assert.equal((await guess(login)).status, 401);
    const bodies = new Set<string>();
    for (const login of ['hanna', 'hanna@example.org', 'nobody-at-all']) {
      const answer = await guess(login, password);
      const { requestId: _, ...body } = (await answer.json()) as { requestId: string };
      bodies.add(`${answer.status} ${JSON.stringify(body)}`);
    }
    assert.equal(bodies.size, 1, [...bodies].join('\n'));
    const elsewhere = await from('198.51.100.32', { login: 'hanna', password });
    assert.equal(elsewhere.status, 200, 'its holder is elsewhere');
    await testApp.createVisitor().post('/accounts/forgot-password', { login: 'hanna' });
    await testApp.runJobs();
    const reset = {
      login: 'hanna',
      code: testApp.linkCodeFor('hanna@example.org'),
      password: 'a password that is new',
    };
    assert.equal((await from('198.51.100.31', reset, '/accounts/reset-password')).status, 204);
    const proven = await guess('hanna@example.org', reset.password);
    assert.equal(proven.status, 200, 'who proves to hold it need not wait');
  });

  it('counts the addresses of one IPv6 network together', async () => {
    const statuses = [];
    for (let count = 0; count < 11; count += 1)
      statuses.push(
        (await from(`2001:db8:1:2::${count}`, { login: 'nobody-six', password: 'guess' })).status,
      );
    assert.deepEqual(statuses, [...Array(10).fill(401), 429]);
    const elsewhere = await from('2001:db8:1:3::1', { login: 'nobody-six', password: 'guess' });
    assert.equal(elsewhere.status, 401, 'another network');
  });

  it('limits password guesses and mails to others by a member', async () => {
    const irma = await testApp.createMember('irma');
    const newPassword = 'another long password';
    const wrong = 'not the password';
    const guesses = [
      () => irma.put('/me/password', { password: wrong, newPassword }),
      () => irma.put('/me/email', { password: wrong, email: 'irma@example.com' }),
      () => irma.delete('/me', { password: wrong }),
    ];
    for (let count = 0; count < 10; count += 1) assert.equal((await guesses[count % 3]?.())?.status, 401);
    for (const guess of guesses) assert.equal((await guess()).status, 429);
    await testApp.ports.attempts.removeExpired(Date.now() + minutes(15));
    const propose = (count: number) => irma.put('/me/email', { password, email: `irma${count}@example.com` });
    for (let count = 0; count < 10; count += 1) assert.equal((await propose(count)).status, 202);
    const slowed = await propose(10);
    assert.equal(slowed.status, 429);
    assert.ok(Number(slowed.headers.get('retry-after')) > 0);
    assert.equal((await ada.put('/me/email', { password, email: 'ada@example.com' })).status, 202);
  });

  it('limits how much a member creates, without affecting others', async () => {
    const fewer = 3;
    const limits = new Map<string, number>();
    const { attempts } = testApp.ports;
    const take: typeof attempts.take = (request) => {
      limits.set(request.key, request.limit);
      return attempts.take({ ...request, limit: fewer });
    };
    const app = appWith({
      addressOf: () => undefined,
      ports: { ...testApp.ports, attempts: { ...attempts, take } },
    });
    const logInAs = async (login: string) => {
      const person = testApp.createVisitor(app);
      await person.post('/session', { login, password });
      return person;
    };
    for (const name of ['jill', 'jack']) await testApp.createMember(name);
    const [eager, other] = [await logInAs('jill'), await logInAs('jack')];
    const announced = (count: number) => ({
      fileName: 'a.jpg',
      contentType: 'image/jpeg',
      bytes: 1000 + count,
    });
    const longestWaits: [number, (person: TestClient, count: number) => Promise<Answer>][] = [
      [60, (person, count) => person.post('/uploads', announced(count))],
      [3600, (person) => person.post('/albums', { title: 'Another' })],
      [3600, (person) => person.post('/me/tokens', { password, name: 'script', scopes: ['read'] })],
      [3600, (person) => person.put(`/photos/${photoId}/like`)],
    ];
    for (const [longestWait, make] of longestWaits) {
      for (let count = 0; count < fewer; count += 1) assert.ok((await make(eager, count)).status < 300);
      const slowed = await make(eager, fewer);
      assert.deepEqual([slowed.status, slowed.body.code], [429, 'too-many-requests']);
      const wait = Number(slowed.headers.get('retry-after'));
      assert.ok(wait > 0 && wait <= longestWait, `${wait} s`);
      assert.ok((await make(other, 0)).status < 300, 'another member');
    }
    assert.equal((await eager.get('/me/photos')).status, 200, 'what makes nothing goes on');
    assert.equal((await eager.delete(`/photos/${photoId}/like`)).status, 200);
    const generous = [...limits].filter(([key]) => /uploads|albums|tokens|like/u.test(key));
    assert.equal(generous.length, 8, 'each is counted for each member by itself');
    assert.ok(generous.every(([, limit]) => limit >= 100));
  });

  it('resets the attempts after a log-in', async () => {
    const address = '198.51.100.7';
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 6; count += 1)
        assert.equal((await from(address, { login: 'ada', password: 'mistyped' })).status, 401);
      assert.equal((await from(address, sound)).status, 200);
    }
  });

  it('limits attempts at many names from one IP address', async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 301; count += 1) {
      const body = { login: `nobody-${count}`, code: '123456' };
      statuses.add((await from('198.51.100.9', body, '/accounts/confirm')).status);
    }
    assert.deepEqual([...statuses], [400, 429]);
  });

  it('answers alike for known and unknown accounts', async () => {
    const visitor = testApp.createVisitor();
    await visitor.post('/accounts', { username: 'unsure', email: 'unsure@example.org', password });
    const code = '123456';
    const asked: [string, Record<string, string>][] = [
      ['/session', { password: 'not the password' }],
      ['/accounts/confirm', { code }],
      ['/accounts/resend-code', {}],
      ['/accounts/forgot-password', {}],
      ['/accounts/reset-password', { code, password }],
    ];
    for (const [path, body] of asked) {
      const answers = new Set<string>();
      for (const login of ['ada', 'ADA@example.org', 'unsure', 'nobody', 'nobody@example.org']) {
        const response = await from('198.51.100.20', { ...body, login }, path);
        const text = (await response.text()).replace(/"requestId":"[^"]*"/u, '');
        answers.add(`${response.status} ${text} ${[...response.headers.keys()].join()}`);
      }
      assert.equal(answers.size, 1, `${path}: ${[...answers].join('\n')}`);
    }
  });

  it('mails at most five codes an hour to one address, and keeps the last one valid', async () => {
    await testApp.createMember('vera');
    const sent = () => testApp.mails.filter(({ to }) => to === 'vera@example.org');
    for (let network = 0; network < 40; network += 1) {
      const login = network % 2 ? 'vera' : 'VERA@example.org';
      const asked = await from(`2001:db8:7:${network}::1`, { login }, '/accounts/forgot-password');
      assert.equal(asked.status, 202);
      await testApp.runJobs();
    }
    assert.equal(sent().length, 5, 'the mail of the registration is one of them');
    const guess = { login: 'vera', code: '123456', password: 'a password that is new' };
    for (let network = 0; network < 150; network += 1)
      assert.equal((await from(`2001:db8:${network}:8::1`, guess, '/accounts/reset-password')).status, 400);
    const right = { ...guess, code: testApp.linkCodeFor('vera@example.org') };
    assert.equal((await from('198.51.100.41', right, '/accounts/reset-password')).status, 204);
    await from('198.51.100.41', { login: 'vera' }, '/accounts/forgot-password');
    await testApp.runJobs();
    const codes = sent().filter(({ text }) => findCodes(text));
    assert.equal(codes.length, 5, 'a new password is no reason for more');
  });

  it('mails at most five codes an hour to one address, of all kinds and members together', async () => {
    const email = 'wanda@example.net';
    const members = [
      await testApp.createMember('kim'),
      await testApp.createMember('lou'),
      await testApp.createMember('max'),
    ];
    for (const member of members)
      for (let count = 0; count < 3; count += 1) {
        const { status, headers } = await member.put('/me/email', {
          password,
          email: count % 2 ? email : 'WANDA@example.net',
        });
        assert.ok(status === 202 || (status === 429 && Number(headers.get('retry-after')) > 0), `${status}`);
      }
    await testApp.runJobs();
    const sent = () => testApp.mails.filter(({ to }) => to.toLowerCase() === email).length;
    assert.equal(sent(), 4, 'one is left for the owner of the address');
    const registered = await testApp
      .createVisitor()
      .post('/accounts', { username: 'wanda', email, password });
    assert.equal(registered.status, 201);
    for (let network = 0; network < 10; network += 1) {
      await from(`2001:db8:9:${network}::1`, { login: 'wanda' }, '/accounts/resend-code');
      await from(`2001:db8:9:${network}::1`, { login: email }, '/accounts/forgot-password');
      await testApp.runJobs();
    }
    assert.equal(sent(), 5);
    const again = await testApp.createVisitor().post('/accounts', { username: 'wanda-2', email, password });
    assert.equal(again.status, 429);
    assert.match(again.body.detail, /latest e-mail/u);
    assert.equal(again.body.errors[0].path, 'email');
    const proof = { login: email, code: testApp.linkCodeFor(email), password: 'a password that is new' };
    assert.equal(
      (await from('198.51.100.42', proof, '/accounts/confirm')).status,
      200,
      'the last link works',
    );
  });

  it('mails at most 100 registrations an hour for one network, in any spelling of one mailbox', async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 101; count += 1) {
      const registration = { username: `plus-${count}`, email: `x+${count}@example.com`, password };
      statuses.add((await from('198.51.100.43', registration, '/accounts')).status);
      const refused = { ...registration, password: 'short' };
      if (count < 50) assert.equal((await from('198.51.100.43', refused, '/accounts')).status, 400);
    }
    assert.deepEqual([...statuses], [201, 429]);
  });

  it('answers a request for a code before it looks up the account', async () => {
    await testApp.createMember('katherine');
    const refuse = async () => assert.fail('somebody was looked up');
    const accounts = { ...testApp.ports.accounts, find: refuse, findByUsername: refuse, findByEmail: refuse };
    const visitor = testApp.createVisitor(appWith({ ports: { ...testApp.ports, accounts } }));
    for (const path of ['/accounts/resend-code', '/accounts/forgot-password'])
      for (const login of [
        'katherine',
        'katherine@example.org',
        'nobody.at.all',
        'nobody.at.all@example.org',
      ])
        assert.equal((await visitor.post(path, { login })).status, 202, `${path} ${login}`);
    const jobs = await testApp.ports.jobs.receive({ limit: 10, lease: 1, waitFor: 0 });
    assert.ok(jobs.length > 0);
    assert.doesNotMatch(JSON.stringify(jobs), /katherine|nobody\.at/u, 'names rest sealed');
    await testApp.runJobs();
  });

  it('shares one readiness check among concurrent requests', async () => {
    let checks = 0;
    const app = appWith({
      checkReadiness: async () => {
        checks += 1;
        await immediately();
        if (checks === 2) throw new Error('away');
      },
    });
    const ask = () =>
      Promise.all(Array.from({ length: 50 }, async () => (await app.request('/readyz')).status));
    assert.deepEqual(new Set(await ask()), new Set([200]));
    assert.equal(checks, 1);
    assert.deepEqual(new Set(await ask()), new Set([503]));
    assert.deepEqual(new Set(await ask()), new Set([200]));
  });

  it('limits combining marks, which slow down normalization', async () => {
    const piled = `a${'\u0301\u0323'.repeat(60_000)}`;
    const { status, body } = await ada.patch(`/photos/${photoId}`, {
      description: piled,
      title: piled.slice(0, 9000),
    });
    assert.equal(status, 200);
    assert.match(body.description, /^\p{L}\p{M}{1,30}$/u);
  });

  it('reads no body beyond its limit, with or without a Content-Length', async () => {
    const large = new TextEncoder().encode(JSON.stringify({ title: 'x'.repeat(1_100_000) }));
    const told = await ada.fetch(`${apiBase}/albums`, { method: 'POST', headers: json, body: large });
    assert.equal(told.status, 413);
    holdHeaders(told, 'too large');
    const init = { method: 'POST', headers: json, body: new Blob([large]).stream(), duplex: 'half' };
    const untold = await ada.fetch(`${apiBase}/albums`, init as RequestInit);
    const problem = (await untold.json()) as { code: string };
    assert.deepEqual([untold.status, problem.code], [413, 'too-large']);
  });

  it('reveals no details of internal errors', async () => {
    const fail = () => {
      throw new Error('unmistakable detail of the database');
    };
    const broken = new Proxy({}, { get: () => fail });
    const { secrets, clock, events } = testApp.ports;
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    // Every other port throws at every method.
    const ports = new Proxy(testApp.ports, {
      get: (_, name) => Reflect.get({ secrets, clock, events, log }, name) ?? broken,
    });
    const checkReadiness = () => Promise.reject(new Error('unmistakable'));
    const app = appWith({ ports, checkReadiness });
    const statuses = new Set<number>();
    for (const { method, path, name } of operations)
      for (const cookie of ['', ada.cookie]) {
        const body = rules[name]?.body?.(0);
        const response = await app.request(apiBase + path.replace(/\{\w+\}/u, 'x'), {
          method,
          headers: { ...json, cookie },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        statuses.add(response.status);
        if (response.status < 500) continue;
        assert.equal(response.headers.get('content-type'), 'application/problem+json');
        holdHeaders(response, name);
        assert.doesNotMatch(text, /unmistakable|\bat .*:\d+:\d+|\.ts\b|node_modules/u, name);
        assert.ok(text.includes(response.headers.get('x-request-id') ?? 'nothing'), 'and the log has its id');
      }
    assert.ok(statuses.has(500));
    const ready = await app.request('/readyz');
    assert.equal(ready.status, 503);
    assert.doesNotMatch(await ready.text(), /unmistakable/u);
  });
});
