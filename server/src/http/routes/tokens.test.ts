import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { describeOnBackends } from '../../testing/app/backends.ts';
import { password, type TestApp } from '../../testing/app/test-app.ts';
import type { TestClient } from '../../testing/app/test-client.ts';

describeOnBackends('personal access tokens', (startApp) => {
  let app: TestApp;
  let owner: TestClient;
  before(async () => {
    app = await startApp();
    owner = await app.createMember('owner');
  });
  after(() => app[Symbol.asyncDispose]());

  const withToken = async (
    secret: string,
    method: string,
    path: string,
    headers: Record<string, string> = {},
  ) =>
    (
      await app.fetch(`/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${secret}`, ...headers },
      })
    ).status;
  const create = async (scopes: string[]) =>
    (await owner.post('/me/tokens', { password, name: 'script', scopes })).body;

  it('allows the operations of its scope, and none that needs a session', async () => {
    const { secret } = await create(['read']);
    assert.equal(await withToken(secret, 'GET', '/me/photos'), 200);
    assert.equal(await withToken(secret, 'DELETE', '/me/trash'), 403);
    assert.equal(await withToken(secret, 'GET', '/me/tokens'), 403);
    assert.equal(await withToken((await create(['write'])).secret, 'GET', '/me'), 403);
  });

  it('requires the password, and is reported to its owner by mail', async () => {
    for (const given of [undefined, 'not the password']) {
      const refused = await owner.post('/me/tokens', {
        password: given,
        name: 'backdoor',
        scopes: ['write'],
      });
      assert.deepEqual([refused.status, refused.body.errors[0].path], [given ? 401 : 400, 'password']);
    }
    await create(['read']);
    await app.runJobs();
    assert.ok(
      (await app.mailSubjectsTo('owner@example.org')).includes('New access token for your Vitrine account'),
    );
  });

  it('ends when it is revoked, and shows its secret only once', async () => {
    const { token, secret } = await create(['read']);
    const listed = (await owner.get('/me/tokens')).body.items;
    assert.ok(listed.some(({ id }: { id: string }) => id === token.id));
    assert.ok(!JSON.stringify(listed).includes(secret));
    assert.equal((await owner.delete(`/me/tokens/${token.id}`)).status, 204);
    assert.equal(await withToken(secret, 'GET', '/me'), 401);
  });

  it('is not accepted as a cookie, nor a cookie as a token', async () => {
    const { secret } = await create(['read']);
    const asCookie = await app.fetch('/api/v1/me', { headers: { cookie: `vitrine_session=${secret}` } });
    assert.equal(asCookie.status, 401);
    const sessionSecret = owner.cookie.split('=')[1] ?? '';
    assert.equal(await withToken(sessionSecret, 'GET', '/me'), 401);
    assert.equal(await withToken('nonsense', 'GET', '/me', { cookie: owner.cookie }), 401);
  });
});
