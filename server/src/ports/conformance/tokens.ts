import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AccountId } from '../../domain/ids.ts';
import type { AccessToken } from '../../domain/session.ts';
import type { TokenStore } from '../tokens.ts';
import { buildToken, newId, noon } from './builders.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

/** Describes the promises of every token store. */
export function describeTokenStore(name: string, create: CreateHarness<'tokens'>): void {
  describe(name, () => {
    let harness: StoreHarness<'tokens'>;
    let tokens: TokenStore;
    const accountId = newId<AccountId>();

    beforeEach(async () => {
      harness = await create();
      tokens = harness.stores.tokens;
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    async function insert(change: Partial<AccessToken> = {}): Promise<AccessToken> {
      const token = buildToken(accountId, change);
      await tokens.insert(token);
      return token;
    }
    const find = (token: AccessToken, now = noon) => tokens.findByDigest(token.secretDigest, now);
    const listIds = async (now = noon) => (await tokens.listByAccount(accountId, now)).map(({ id }) => id);

    it('finds a token by its digest with all its fields', async () => {
      const token = await insert({ scopes: ['read', 'write'], lastUsedAt: noon, name: 'Zoë 🦉' });
      assert.deepEqual(await find(token), token);
      const unused = await insert();
      assert.deepEqual(await find(unused), unused);
      assert.equal(await tokens.findByDigest('another', noon), undefined);
    });

    it('finds no expired one', async () => {
      const token = await insert();
      assert.ok(await find(token, noon + 999));
      assert.equal(await find(token, noon + 1000), undefined);
    });

    it('moves the time of the last use forward, never back', async () => {
      const token = await insert();
      await tokens.recordUse(token.id, noon + 5);
      await tokens.recordUse(token.id, noon + 3);
      assert.equal((await find(token))?.lastUsedAt, noon + 5);
      await tokens.remove(accountId, token.id);
      await tokens.recordUse(token.id, noon + 9);
      assert.equal(await find(token), undefined);
    });

    it('lists an account’s valid tokens, newest first', async () => {
      const [early, late] = [await insert(), await insert({ createdAt: noon + 1 })];
      await insert({ accountId: newId<AccountId>() });
      await insert({ expiresAt: noon });
      assert.deepEqual(await listIds(), [late.id, early.id]);
    });

    it('removes a token for its account only and reports the result', async () => {
      const token = await insert();
      assert.equal(await tokens.remove(newId<AccountId>(), token.id), false);
      assert.equal(await tokens.remove(accountId, token.id), true);
      assert.equal(await tokens.remove(accountId, token.id), false);
      assert.equal(await find(token), undefined);
    });

    it('removes all data of an account and none of another', async () => {
      await insert();
      const other = await insert({ accountId: newId<AccountId>() });
      await tokens.removeAll(accountId);
      assert.deepEqual(await listIds(), []);
      assert.deepEqual(await find(other), other);
    });

    it('removes only expired ones', async () => {
      const [holds] = [await insert(), await insert({ expiresAt: noon + 1 })];
      await tokens.removeExpired(noon + 1);
      assert.deepEqual(await listIds(0), [holds.id]);
    });
  });
}
