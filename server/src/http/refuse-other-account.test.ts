import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { apiBase } from '@vitrine/contract/api.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

describe('a request that names its account', () => {
  let app: TestApp;
  let ada: TestClient;
  let bob: TestClient;

  before(async () => {
    app = await startApp();
    [ada, bob] = [await app.createMember('ada'), await app.createMember('bob')];
  });
  after(() => app[Symbol.asyncDispose]());

  const idOf = async (person: TestClient): Promise<string> => (await person.get('/me')).body.account.id;
  const emptyTrash = (person: TestClient, headers: Record<string, string> = {}) =>
    person.fetch(`${apiBase}/me/trash`, { method: 'DELETE', headers });

  it('is refused if another account has logged in meanwhile', async () => {
    const { id } = await bob.upload(await makeJpeg({ width: 40, height: 30 }));
    await bob.delete(`/photos/${id}`);
    const refused = await emptyTrash(bob, { 'vitrine-account': await idOf(ada) });
    const { code } = (await refused.json()) as { code: string };
    assert.deepEqual([refused.status, code], [401, 'unauthenticated']);
    assert.equal((await bob.get('/me/trash')).body.items.length, 1);
    assert.equal((await emptyTrash(bob, { 'vitrine-account': await idOf(bob) })).ok, true);
    assert.equal((await bob.get('/me/trash')).body.items.length, 0);
  });

  it('is accepted if it names no account or has a token', async () => {
    assert.equal((await emptyTrash(ada)).ok, true);
    const { secret } = (await ada.post('/me/tokens', { password, name: 'script', scopes: ['write'] })).body;
    const headers = { authorization: `Bearer ${secret}`, 'vitrine-account': await idOf(bob) };
    assert.equal((await app.fetch(`${apiBase}/me/trash`, { method: 'DELETE', headers })).ok, true);
  });
});
