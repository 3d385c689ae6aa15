import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Account } from '../../domain/account.ts';
import { password, startApp, type TestApp } from '../../testing/app/test-app.ts';
import { type CognitoServer, startCognitoServer } from '../../testing/cognito/cognito-server.ts';
import { secretHash } from '../../testing/cognito/user-pool.ts';

describe('a token of Cognito as a bearer token', () => {
  let cognito: CognitoServer;
  let app: TestApp;
  before(async () => {
    cognito = await startCognitoServer();
    app = await startApp({}, { cognito });
  });
  after(async () => {
    await app[Symbol.asyncDispose]();
    await cognito[Symbol.asyncDispose]();
  });

  const accountOf = async (username: string): Promise<Account> => {
    const account = await app.ports.accounts.findByUsername(username);
    assert.ok(account);
    return account;
  };

  /** Gets tokens from Cognito as another program does. */
  async function tokensOf(username: string, word = password) {
    const { id } = await accountOf(username);
    const { settings, client } = cognito;
    const answer = await client.send(
      new InitiateAuthCommand({
        ClientId: settings.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: id, PASSWORD: word, SECRET_HASH: secretHash(settings, id) },
      }),
    );
    const { AccessToken = '', IdToken = '', RefreshToken = '' } = answer.AuthenticationResult ?? {};
    return { access: AccessToken, id: IdToken, refresh: RefreshToken };
  }

  const ask = (token: string, path = '/me', init: RequestInit = {}, at = app) =>
    at.fetch(`/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  const statusOf = async (...parameters: Parameters<typeof ask>) => (await ask(...parameters)).status;

  it('reads and writes for its holder, whatever cookie is sent with it', async () => {
    await app.createMember('ada');
    const { cookie } = await app.createMember('eve');
    const tokens = await tokensOf('ada');
    for (const token of [tokens.access, tokens.id]) {
      const response = await app.fetch('/api/v1/me', {
        headers: { authorization: `Bearer ${token}`, cookie },
      });
      const { account } = (await response.json()) as { account: Account };
      assert.equal(account.username, 'ada');
      const body = JSON.stringify({ bio: 'Hello' });
      assert.equal(await statusOf(token, '/me', { method: 'PATCH', body }), 200);
    }
  });

  it('is refused where a browser session is required', async () => {
    await app.createMember('grace');
    const { access } = await tokensOf('grace');
    const body = JSON.stringify({ password, newPassword: 'another horse battery' });
    assert.equal(await statusOf(access, '/me/password', { method: 'PUT', body }), 403);
    assert.equal(await statusOf(access, '/me/tokens'), 403);
  });

  it('is not accepted as a cookie, and neither cookie secrets nor refresh tokens are accepted as bearer tokens', async () => {
    const { cookie } = await app.createMember('olga');
    const { access, refresh } = await tokensOf('olga');
    const asCookie = await app.fetch('/api/v1/me', { headers: { cookie: `vitrine_session=${access}` } });
    assert.equal(asCookie.status, 401);
    assert.equal(await statusOf(cookie.replace(/^[^=]*=/u, '')), 401);
    assert.equal(await statusOf(refresh), 401);
  });

  it('ends with a new password, wherever it was set', async () => {
    const person = await app.createMember('mary');
    const { access, id } = await tokensOf('mary');
    assert.equal(await statusOf(access), 200);
    await person.put('/me/password', { password, newPassword: 'another horse battery' });
    assert.deepEqual([await statusOf(access), await statusOf(id)], [401, 401]);
  });

  it('is refused like other credentials: unconfirmed, suspended, cancelled, deleted', async () => {
    const states: [string, (account: Account) => Account][] = [
      ['unconfirmed', ({ confirmedAt: _, ...rest }) => rest],
      ['suspended', (account) => ({ ...account, suspendedAt: 1 })],
      ['cancelled', (account) => ({ ...account, cancelledAt: 1 })],
    ];
    for (const [state, change] of states) {
      await app.createMember(`${state}-one`);
      const { access } = await tokensOf(`${state}-one`);
      assert.equal(await statusOf(access), 200);
      const { id } = await accountOf(`${state}-one`);
      await app.ports.accounts.change(id, change);
      assert.equal(await statusOf(access), 401, state);
      await app.ports.accounts.remove(id);
      assert.equal(await statusOf(access), 401, 'gone');
    }
  });

  it('is rejected with local accounts', async () => {
    await using local = await startApp();
    await app.createMember('joan');
    const { access } = await tokensOf('joan');
    assert.equal(await statusOf(access, '/me', {}, local), 401);
  });

  it('leaves the app usable while the keys cannot be fetched', async () => {
    await using other = await startApp({}, { cognito });
    cognito.failNext({ name: 'JWKS', type: 'none', status: 500 });
    const { access } = await tokensOf('ada');
    const response = await ask(access, '/me', {}, other);
    assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '10']);
    assert.equal((await other.fetch('/api/v1/photos')).status, 200);
    assert.equal(await statusOf(access, '/me', {}, other), 401, 'there is no such account there');
  });
});
