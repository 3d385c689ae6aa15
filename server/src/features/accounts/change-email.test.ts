import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Gallery, password, startGallery } from '../../testing/gallery.ts';
import { setEmail } from '../administration/set-email.ts';
import { setPassword } from '../administration/set-password.ts';
import { confirmEmailChange } from './change-email.ts';

describe('changing the address', () => {
  let gallery: Gallery;
  before(async () => {
    gallery = await startGallery();
  });
  after(() => gallery[Symbol.asyncDispose]());

  it('mails no code to the address that the account has, and says so', async () => {
    const member = await gallery.member('cleo');
    const before = gallery.mails.length;
    for (const email of ['cleo@example.org', 'Cleo@Example.org']) {
      const { status, body } = await member.put('/me/email', { password, email });
      assert.deepEqual([status, body.errors[0].path], [400, 'email']);
    }
    await gallery.work();
    assert.equal(gallery.mails.length, before);
  });

  for (const [name, what, takeBack] of [
    ['ada', 'another address', () => setEmail(gallery.ports, 'ada', 'ada@example.com')],
    ['bea', 'another password', () => setPassword(gallery.ports, 'bea', 'another password')],
  ] as const)
    it(`does nothing where the account is given ${what} while the code is being checked`, async () => {
      const member = await gallery.member(name);
      const email = `${name}@example.net`;
      assert.equal((await member.put('/me/email', { password, email })).status, 202);
      await gallery.work();
      const { identity, accounts } = gallery.ports;
      const account = await accounts.findByUsername(name);
      assert.ok(account);
      const takenBackMeanwhile = {
        ...gallery.ports,
        identity: {
          ...identity,
          async confirmEmailChange(...parameters: Parameters<typeof identity.confirmEmailChange>) {
            const proven = await identity.confirmEmailChange(...parameters);
            await takeBack();
            return proven;
          },
        },
      };
      const proof = { code: gallery.linkCodeFor(email) };
      const changed = confirmEmailChange(takenBackMeanwhile, account, proof);
      await assert.rejects(changed, { code: 'wrong-code' });
      assert.notEqual((await accounts.find(account.id))?.email, email);
    });
});
