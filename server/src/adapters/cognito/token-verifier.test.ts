import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type CognitoServer, startCognitoServer } from '../../testing/cognito/cognito-server.ts';
import { mintToken } from '../../testing/cognito/user-pool.ts';
import { createTokenVerifier } from './token-verifier.ts';

const now = () => Math.floor(Date.now() / 1000);
const part = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');

describe('tokens of a user pool', () => {
  let cognito: CognitoServer;
  let verify: ReturnType<typeof createTokenVerifier>;
  before(async () => {
    cognito = await startCognitoServer();
  });
  after(() => cognito[Symbol.asyncDispose]());
  beforeEach(() => {
    verify = createTokenVerifier({ ...cognito.settings, endpoint: cognito.endpoint });
    cognito.requests.length = 0;
  });

  const mint = (claims?: Record<string, unknown>, signer?: Parameters<typeof mintToken>[3]) =>
    mintToken(cognito.settings, 'ada', claims, signer);
  const idToken = () => {
    const claims = { 'cognito:username': 'ada', token_use: 'id', aud: cognito.settings.clientId };
    return mint({ ...claims, username: undefined, client_id: undefined });
  };
  const fetches = () => cognito.requests.filter(({ name }) => name === 'JWKS').length;

  it('identify the account and the time of login, for ID and access tokens', async () => {
    const provenAt = now() - 60;
    const expected = { accountId: 'ada', provenAt: provenAt * 1000 };
    assert.deepEqual(await verify(mint({ auth_time: provenAt })), expected);
    assert.equal((await verify(idToken()))?.accountId, 'ada');
  });

  it('are rejected if anything about them is wrong', async () => {
    const [head = '', body = '', signature = ''] = mint().split('.');
    const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const wrong: Record<string, string> = {
      expired: mint({ exp: now() - 1 }),
      'not yet valid': mint({ nbf: now() + 60 }),
      'of another pool': mint({ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Another01' }),
      'of another issuer': mint({ iss: 'https://evil.example/us-east-1_Vitrine01' }),
      'of another client': mint({ client_id: 'another' }),
      'of the client itself': mint({ username: undefined, auth_time: undefined }),
      'without an end': mint({ exp: undefined }),
      'of a log-in in the future': mint({ auth_time: now() + 3600 }),
      'made in the future': mint({ iat: now() + 3600 }),
      'for another use': mint({ token_use: 'refresh' }),
      'signed by another key': mint({}, { key }),
      'not signed': `${part({ alg: 'none', kid: 'CognitoLocal' })}.${body}.`,
      'signed as if the key were a password': `${part({ alg: 'HS256', kid: 'CognitoLocal' })}.${body}.${signature}`,
      'with another body': `${head}.${part({ ...claims, username: 'admin' })}.${signature}`,
      'cut short': `${head}.${body}.${signature.slice(0, -4)}`,
      'no token': 'a.b.c',
    };
    for (const [what, token] of Object.entries(wrong)) assert.equal(await verify(token), undefined, what);
    assert.ok(await verify(mint()), 'and a right one still is somebody’s');
  });

  it('are verified with keys that are fetched once', async () => {
    await Promise.all([1, 2, 3, 4, 5].map(() => verify(mint())));
    await verify(idToken());
    assert.equal(fetches(), 1);
  });

  it('cause another fetch of keys if their key is unknown, but not each time', async () => {
    await verify(mint());
    for (const kid of ['one', 'two', 'three']) assert.equal(await verify(mint({}, { kid })), undefined);
    assert.equal(fetches(), 2);
    assert.ok(await verify(mint()));
  });

  it('cause no fetch if they belong to another pool', async () => {
    await verify(mint({ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Another01' }));
    assert.equal(fetches(), 0);
  });

  it('cannot be verified until the keys can be fetched', async () => {
    cognito.failNext({ name: 'JWKS', type: 'none', status: 500 });
    await assert.rejects(verify(mint()), { name: 'AppError', code: 'unavailable', retryAfter: 10 });
    assert.ok(await verify(mint()));
  });
});
