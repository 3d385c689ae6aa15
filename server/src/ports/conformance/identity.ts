import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Account } from '../../domain/account.ts';
import type { CodePurpose } from '../credentials.ts';
import type { Identity } from '../identity.ts';

export type IdentityHarness = AsyncDisposable & {
  identity: Identity;
  /** One that nobody has registered yet. */
  createAccount(): Promise<Account>;
  /** The last code that was mailed to the account for the purpose. */
  latestCode(account: Account, purpose: CodePurpose): Promise<string>;
};

const password = 'Correct horse 1 battery!';
const another = 'Another horse 2 battery!';

/* What the account store says after it; who proves people's identity does not know it. */
const asConfirmed = (account: Account): Account => ({ ...account, confirmedAt: 1 });
const wrong = (code: string) => code.replace(/^./u, (digit) => String((Number(digit) + 1) % 10));

/** What everything promises that proves who people are. */
export function describeIdentity(name: string, createHarness: () => Promise<IdentityHarness>): void {
  describe(name, () => {
    let harness: IdentityHarness;
    let identity: Identity;
    let account: Account;

    beforeEach(async () => {
      harness = await createHarness();
      identity = harness.identity;
      account = await harness.createAccount();
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    const latestCode = (purpose: CodePurpose) => harness.latestCode(account, purpose);

    async function registerConfirmed(): Promise<void> {
      await identity.register(account, password);
      assert.equal(await identity.confirm(account, await latestCode('confirm-account')), 'confirmed');
      account = asConfirmed(account);
    }

    describe('registering', () => {
      it('leads to an account whose right password is unconfirmed', async () => {
        await identity.register(account, password);
        assert.equal(await identity.checkPassword(account, password), 'unconfirmed');
        assert.equal(await identity.checkPassword(account, another), 'wrong');
      });

      it('is confirmed by the code, after wrong ones too', async () => {
        await identity.register(account, password);
        const code = await latestCode('confirm-account');
        assert.equal(await identity.confirm(account, wrong(code)), 'wrong-code');
        assert.equal(await identity.confirm(account, ''), 'wrong-code');
        assert.equal(await identity.confirm(account, code), 'confirmed');
        assert.equal(await identity.checkPassword(asConfirmed(account), password), 'accepted');
      });

      it('is confirmed by another code, which takes the place of the first', async () => {
        await identity.register(account, password);
        const first = await latestCode('confirm-account');
        await identity.resendConfirmation(account);
        const second = await latestCode('confirm-account');
        if (first !== second) assert.equal(await identity.confirm(account, first), 'wrong-code');
        assert.equal(await identity.confirm(account, second), 'confirmed');
      });

      it('is not confirmed by the code of another account', async () => {
        await identity.register(account, password);
        const other = await harness.createAccount();
        await identity.register(other, password);
        const codeOfOther = await harness.latestCode(other, 'confirm-account');
        if (codeOfOther !== (await latestCode('confirm-account')))
          assert.equal(await identity.confirm(account, codeOfOther), 'wrong-code');
        assert.equal(await identity.confirm(other, codeOfOther), 'confirmed');
      });

      it('keeps accounts apart', async () => {
        await registerConfirmed();
        const other = await harness.createAccount();
        await identity.register(other, another);
        assert.equal(await identity.checkPassword(other, password), 'wrong');
        assert.equal(await identity.checkPassword(account, another), 'wrong');
      });
    });

    describe('a password', () => {
      it('is wrong for an account that nobody knows', async () => {
        assert.equal(await identity.checkPassword(undefined, password), 'wrong');
        assert.equal(await identity.checkPassword(account, password), 'wrong');
      });

      it('counts in every character', async () => {
        await registerConfirmed();
        for (const near of [password.slice(1), `${password} `, password.toLowerCase(), ` ${password}`, ''])
          assert.equal(await identity.checkPassword(account, near), 'wrong', near);
      });

      it('may hold any script, and be long', async () => {
        const long = `Пароль 1 東京 🦉 ${'ab'.repeat(80)}`;
        await identity.register(account, long);
        assert.equal(await identity.checkPassword(account, long), 'unconfirmed');
        assert.equal(await identity.checkPassword(account, long.slice(0, -1)), 'wrong');
      });

      it('is the new one after a change', async () => {
        await registerConfirmed();
        await identity.changePassword(account, password, another);
        assert.equal(await identity.checkPassword(account, another), 'accepted');
        assert.equal(await identity.checkPassword(account, password), 'wrong');
      });
    });

    describe('a forgotten password', () => {
      it('is replaced with the code that was mailed', async () => {
        await registerConfirmed();
        await identity.startPasswordReset(account);
        assert.equal(await identity.checkPassword(account, password), 'accepted', 'holds until then');
        const code = await latestCode('reset-password');
        assert.equal(await identity.resetPassword(account, wrong(code), another), 'wrong-code');
        assert.equal(await identity.checkPassword(account, another), 'wrong');
        assert.equal(await identity.resetPassword(account, code, another), 'reset');
        assert.equal(await identity.checkPassword(account, another), 'accepted');
        assert.equal(await identity.checkPassword(account, password), 'wrong');
      });

      it('is replaced once by a code', async () => {
        await registerConfirmed();
        await identity.startPasswordReset(account);
        const code = await latestCode('reset-password');
        assert.equal(await identity.resetPassword(account, code, another), 'reset');
        assert.equal(await identity.resetPassword(account, code, 'A third horse 3 battery!'), 'wrong-code');
        assert.equal(await identity.checkPassword(account, another), 'accepted');
      });

      it('is not replaced without having asked for it', async () => {
        await registerConfirmed();
        assert.equal(await identity.resetPassword(account, '123456789012', another), 'wrong-code');
        assert.equal(await identity.checkPassword(account, password), 'accepted');
      });
    });

    describe('a password that is set by who runs the gallery', () => {
      it('is accepted at once, though nobody registered', async () => {
        account = asConfirmed(account);
        await identity.setPassword(account, password);
        assert.equal(await identity.checkPassword(account, password), 'accepted');
        assert.equal(await identity.checkPassword(account, another), 'wrong');
      });

      it('takes the place of the one before', async () => {
        await registerConfirmed();
        await identity.setPassword(account, another);
        assert.equal(await identity.checkPassword(account, another), 'accepted');
        assert.equal(await identity.checkPassword(account, password), 'wrong');
      });

      it('confirms an account that was not', async () => {
        await identity.register(account, password);
        await identity.setPassword(account, another);
        account = asConfirmed(account);
        assert.equal(await identity.checkPassword(account, another), 'accepted');
      });

      it('can be forgotten like another', async () => {
        account = asConfirmed(account);
        await identity.setPassword(account, password);
        await identity.startPasswordReset(account);
        const code = await latestCode('reset-password');
        assert.equal(await identity.resetPassword(account, code, another), 'reset');
        assert.equal(await identity.checkPassword(account, another), 'accepted');
      });
    });

    describe('a code to choose a new password', () => {
      const resets: [what: string, change: () => Promise<unknown>][] = [
        ['the password was changed', () => identity.changePassword(account, password, another)],
        ['the password was set', () => identity.setPassword(account, another)],
        [
          'the address was changed',
          async () => {
            const email = `new-${account.email}`;
            await identity.startEmailChange(account, email);
            await identity.confirmEmailChange(account, await latestCode('change-email'));
            account = { ...account, email };
          },
        ],
        [
          'the address was set',
          async () => {
            account = { ...account, email: `set-${account.email}` };
            await identity.setEmail(account);
          },
        ],
      ];
      for (const [what, change] of resets)
        it(`is worth nothing once ${what}`, async () => {
          await registerConfirmed();
          assert.equal(await identity.checkPassword(account, password), 'accepted');
          await identity.startPasswordReset(account);
          const code = await latestCode('reset-password');
          await change();
          assert.equal(await identity.resetPassword(account, code, 'A third horse 3 battery!'), 'wrong-code');
        });
    });

    describe('a log-in', () => {
      it('is vouched for later', async () => {
        await registerConfirmed();
        await identity.checkPassword(account, password);
        assert.equal(await identity.vouchesFor(account), true);
        await identity.changePassword(account, password, another);
        assert.equal(await identity.vouchesFor(account), true);
      });

      it('can be followed by the end of all of them, twice, and by another', async () => {
        await registerConfirmed();
        await identity.checkPassword(account, password);
        await identity.endSessions(account);
        await identity.endSessions(account);
        assert.equal(await identity.checkPassword(account, password), 'accepted');
        assert.equal(await identity.vouchesFor(account), true);
      });
    });

    it('knows no token that it did not make', async () => {
      const none = Buffer.from('{}').toString('base64url');
      for (const token of ['', 'vitrine_abc', 'a.b.c', `${none}.${none}.`, `${none}.${none}.${none}`])
        assert.equal(await identity.verifyToken(token), undefined, token);
    });

    describe('another address', () => {
      it('is proved by the code that was mailed to it, once', async () => {
        await registerConfirmed();
        assert.equal(await identity.checkPassword(account, password), 'accepted');
        const email = `new-${account.email}`;
        await identity.startEmailChange(account, email);
        const code = await latestCode('change-email');
        assert.equal(await identity.confirmEmailChange(account, wrong(code)), undefined);
        assert.equal(await identity.confirmEmailChange(account, code), email);
        assert.equal(await identity.confirmEmailChange(account, code), undefined);
        assert.equal(await identity.checkPassword(account, password), 'accepted');
      });

      const otherPasswords: [what: string, change: () => Promise<unknown>][] = [
        ['changed', () => identity.changePassword(account, password, another)],
        ['set', () => identity.setPassword(account, another)],
        [
          'reset',
          async () => {
            await identity.startPasswordReset(account);
            await identity.resetPassword(account, await latestCode('reset-password'), another);
          },
        ],
      ];
      for (const [what, change] of otherPasswords)
        it(`is not proved by a code that was mailed before the password was ${what}`, async () => {
          await registerConfirmed();
          assert.equal(await identity.checkPassword(account, password), 'accepted');
          await identity.startEmailChange(account, `new-${account.email}`);
          const code = await latestCode('change-email');
          await change();
          assert.equal(await identity.checkPassword(account, another), 'accepted');
          assert.equal(await identity.confirmEmailChange(account, code), undefined);
        });

      it('is not proved by a code that was mailed before who runs the gallery set one', async () => {
        await registerConfirmed();
        assert.equal(await identity.checkPassword(account, password), 'accepted');
        await identity.startEmailChange(account, `new-${account.email}`);
        const code = await latestCode('change-email');
        account = { ...account, email: `set-${account.email}` };
        await identity.setEmail(account);
        await identity.setEmail(account);
        assert.equal(await identity.confirmEmailChange(account, code), undefined);
        assert.equal(await identity.checkPassword(account, password), 'accepted');
      });
    });

    describe('an address that is set by who runs the gallery', () => {
      it('is where codes go from then on', async () => {
        await identity.register(account, password);
        const before = account;
        account = { ...account, email: `set-${account.email}` };
        await identity.setEmail(account);
        await identity.resendConfirmation(account);
        assert.equal(await identity.confirm(account, await latestCode('confirm-account')), 'confirmed');
        account = asConfirmed(account);
        await identity.startPasswordReset(account);
        const code = await latestCode('reset-password');
        assert.equal(await identity.resetPassword(before, code, another), 'wrong-code');
        assert.equal(await identity.resetPassword(account, code, another), 'reset');
      });

      it('is no matter where the account has no credentials yet', async () => {
        await identity.setEmail(account);
        await identity.setPassword(asConfirmed(account), password);
        assert.equal(await identity.checkPassword(asConfirmed(account), password), 'accepted');
      });
    });

    it('knows no code of an account that does not exist', async () => {
      await registerConfirmed();
      await identity.startPasswordReset(account);
      const code = await latestCode('reset-password');
      assert.equal(await identity.resetPassword(undefined, code, another), 'wrong-code');
      assert.equal(await identity.confirm(undefined, code), 'wrong-code');
      assert.equal(await identity.resetPassword(account, code, another), 'reset');
    });

    it('takes no code for a purpose that it was not made for', async () => {
      await registerConfirmed();
      await identity.startPasswordReset(account);
      const code = await latestCode('reset-password');
      assert.equal(await identity.confirmEmailChange(account, code), undefined);
      assert.equal(await identity.resetPassword(account, code, another), 'reset');
    });

    it('knows nothing of an account that was removed, which may be removed again', async () => {
      await registerConfirmed();
      await identity.startPasswordReset(account);
      const code = await latestCode('reset-password');
      await identity.remove(account);
      await identity.remove(account);
      assert.equal(await identity.checkPassword(account, password), 'wrong');
      assert.equal(await identity.resetPassword(account, code, another), 'wrong-code');
    });
  });
}
