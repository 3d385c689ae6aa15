import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { password, startApp, type TestApp } from '../../testing/app/test-app.ts';
import { setPassword } from '../administration/accounts.ts';
import { suspendAccount } from '../administration/moderation.ts';
import { createToken } from './create.ts';

describe('creating a token', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app[Symbol.asyncDispose]());

  for (const [name, change, takeBack] of [
    ['ada', 'given another password', () => setPassword(app.ports, 'ada', 'another password')],
    ['bea', 'suspended', () => suspendAccount(app.ports, 'bea')],
  ] as const)
    it(`leaves no token if the account is ${change} meanwhile`, async () => {
      await app.createMember(name);
      const { accounts, tokens, identity, clock } = app.ports;
      const owner = await accounts.findByUsername(name);
      assert.ok(owner);
      const changedMeanwhile = {
        ...app.ports,
        identity: {
          ...identity,
          async checkPassword(...parameters: Parameters<typeof identity.checkPassword>) {
            const check = await identity.checkPassword(...parameters);
            await takeBack();
            return check;
          },
        },
      };
      const token = createToken(changedMeanwhile, owner, {
        password,
        name: 'script',
        scopes: ['read'],
        expiresInDays: 1,
      });
      await assert.rejects(token, { code: 'unauthenticated' });
      assert.deepEqual(await tokens.listByAccount(owner.id, clock.now()), []);
    });
});
