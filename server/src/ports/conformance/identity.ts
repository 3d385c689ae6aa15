import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Account } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import type { CodePurpose } from '../credentials.ts';
import type { Identity } from '../identity.ts';

export type IdentityHarness = AsyncDisposable & {
  identity: Identity;
  /** Creates an account that is not registered yet. */
  createAccount(): Promise<Account>;
  /** Returns the latest code mailed to the account for the purpose. */
  latestCode(account: Account, purpose: CodePurpose): Promise<string>;
};

const password = 'Correct horse 1 battery!';
const another = 'Another horse 2 battery!';

/* The account store confirms the account; the identity provider does not know its state. */
const asConfirmed = (account: Account): Account => ({ ...account, confirmedAt: 1 });
const browser = 'digest-of-a-browser';
const prove = (code: string) => ({ code, browser });
const registrant = (code: string) => ({ code, browser, isRegistrant: true });
const stranger = (code: string) => ({ code, browser, isRegistrant: false });
const choose = (chosen: string) => ({ password: chosen, check: async () => {} });
const wrong = (code: string) => code.replace(/^./u, (digit) => String((Number(digit) + 1) % 10));

/** Describes the promises of every identity provider. */
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
      await identity.register(account, password, browser);
      assert.equal(
        await identity.confirm(account, registrant(await latestCode('confirm-account'))),
        'confirmed',
      );
      account = asConfirmed(account);
    }

    describe('registering', () => {
      it('creates an account that is unconfirmed with the right password', async () => {
        await identity.register(account, password, browser);
        assert.equal(await identity.checkPassword(account, password), 'unconfirmed');
        assert.equal(await identity.checkPassword(account, another), 'wrong');
      });

      it('is confirmed by the code, after wrong ones too', async () => {
        await identity.register(account, password, browser);
        const code = await latestCode('confirm-account');
        assert.equal(await identity.confirm(account, registrant(wrong(code))), 'wrong-code');
        assert.equal(await identity.confirm(account, registrant('')), 'wrong-code');
        assert.equal(await identity.confirm(account, registrant(code)), 'confirmed');
        assert.equal(await identity.checkPassword(asConfirmed(account), password), 'accepted');
      });

      it('is confirmed by a second code, which replaces the first', async () => {
        await identity.register(account, password, browser);
        const first = await latestCode('confirm-account');
        await identity.resendConfirmation(account, browser);
        const second = await latestCode('confirm-account');
        if (first !== second) assert.equal(await identity.confirm(account, registrant(first)), 'wrong-code');
        assert.equal(await identity.confirm(account, registrant(second)), 'confirmed');
      });

      it('is not confirmed by the code of another account', async () => {
        await identity.register(account, password, browser);
        const other = await harness.createAccount();
        await identity.register(other, password, browser);
        const codeOfOther = await harness.latestCode(other, 'confirm-account');
        if (codeOfOther !== (await latestCode('confirm-account')))
          assert.equal(await identity.confirm(account, registrant(codeOfOther)), 'wrong-code');
        assert.equal(await identity.confirm(other, registrant(codeOfOther)), 'confirmed');
      });

      it('needs a new password in another browser than the one that registered', async () => {
        await identity.register(account, password, browser);
        const code = await latestCode('confirm-account');
        assert.equal(await identity.confirm(account, stranger(code)), 'password-needed');
        assert.equal(await identity.confirm(account, stranger(code), choose(another)), 'confirmed');
        account = asConfirmed(account);
        assert.equal(await identity.checkPassword(account, another), 'accepted');
        assert.equal(await identity.checkPassword(account, password), 'wrong');
      });

      it('keeps the code if the new password is refused', async () => {
        await identity.register(account, password, browser);
        const code = await latestCode('confirm-account');
        const refusal = new AppError('invalid-request', 'too easy');
        const check = () => Promise.reject(refusal);
        await assert.rejects(
          identity.confirm(account, stranger(code), { password: another, check }),
          refusal,
        );
        assert.equal(await identity.confirm(account, registrant(code)), 'confirmed');
        assert.equal(await identity.checkPassword(asConfirmed(account), password), 'accepted');
      });

      it('accepts an account that has only confirmed so far', async () => {
        await registerConfirmed();
        assert.equal(await identity.isStillValid(account), true);
      });

      it('keeps accounts apart', async () => {
        await registerConfirmed();
        const other = await harness.createAccount();
        await identity.register(other, another, browser);
        assert.equal(await identity.checkPassword(other, password), 'wrong');
        assert.equal(await identity.checkPassword(account, another), 'wrong');
      });
    });

    describe('a password', () => {
      it('is wrong for an unknown account', async () => {
        assert.equal(await identity.checkPassword(undefined, password), 'wrong');
        assert.equal(await identity.checkPassword(account, password), 'wrong');
      });

      it('is compared in full length', async () => {
        await registerConfirmed();
        for (const near of [password.slice(1), `${password} `, password.toLowerCase(), ` ${password}`, ''])
          assert.equal(await identity.checkPassword(account, near), 'wrong', near);
      });

      it('may hold any script, and be long', async () => {
        const long = `Пароль 1 東京 🦉 ${'ab'.repeat(80)}`;
        await identity.register(account, long, browser);
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
        await identity.startPasswordReset(account, browser);
        assert.equal(await identity.checkPassword(account, password), 'accepted', 'holds until then');
        const code = await latestCode('reset-password');
        assert.equal(
          await identity.resetPassword(account, prove(wrong(code)), choose(another)),
          'wrong-code',
        );
        assert.equal(await identity.checkPassword(account, another), 'wrong');
        assert.equal(await identity.resetPassword(account, prove(code), choose(another)), 'reset');
        assert.equal(await identity.checkPassword(account, another), 'accepted');
        assert.equal(await identity.checkPassword(account, password), 'wrong');
      });

      it('is replaced once by a code', async () => {
        await registerConfirmed();
        await identity.startPasswordReset(account, browser);
        const code = await latestCode('reset-password');
        assert.equal(await identity.resetPassword(account, prove(code), choose(another)), 'reset');
        assert.equal(
          await identity.resetPassword(account, prove(code), choose('A third horse 3 battery!')),
          'wrong-code',
        );
        assert.equal(await identity.checkPassword(account, another), 'accepted');
      });

      it('can be reset before confirmation, because the code proves the e-mail address', async () => {
        await identity.register(account, password, browser);
        await identity.startPasswordReset(account, browser);
        const code = await latestCode('reset-password');
        assert.equal(
          await identity.resetPassword(account, prove(wrong(code)), choose(another)),
          'wrong-code',
        );
        assert.equal(await identity.resetPassword(account, prove(code), choose(another)), 'reset');
        account = asConfirmed(account);
        assert.equal(await identity.checkPassword(account, another), 'accepted');
        assert.equal(await identity.checkPassword(account, password), 'wrong');
      });

      it('is not replaced without a request', async () => {
        await registerConfirmed();
        assert.equal(await identity.resetPassword(account, prove('123456'), choose(another)), 'wrong-code');
        assert.equal(await identity.checkPassword(account, password), 'accepted');
      });
    });

    describe('a password that the operator sets', () => {
      it('is accepted at once without a registration', async () => {
        account = asConfirmed(account);
        await identity.setPassword(account, password);
        assert.equal(await identity.checkPassword(account, password), 'accepted');
        assert.equal(await identity.checkPassword(account, another), 'wrong');
      });

      it('replaces the earlier one', async () => {
        await registerConfirmed();
        await identity.setPassword(account, another);
        assert.equal(await identity.checkPassword(account, another), 'accepted');
        assert.equal(await identity.checkPassword(account, password), 'wrong');
      });

      it('confirms an unconfirmed account', async () => {
        await identity.register(account, password, browser);
        await identity.setPassword(account, another);
        account = asConfirmed(account);
        assert.equal(await identity.checkPassword(account, another), 'accepted');
      });

      it('can be reset like any other', async () => {
        account = asConfirmed(account);
        await identity.setPassword(account, password);
        await identity.startPasswordReset(account, browser);
        const code = await latestCode('reset-password');
        assert.equal(await identity.resetPassword(account, prove(code), choose(another)), 'reset');
        assert.equal(await identity.checkPassword(account, another), 'accepted');
      });
    });

    describe('a password reset code', () => {
      const resets: [what: string, change: () => Promise<unknown>][] = [
        ['the password was changed', () => identity.changePassword(account, password, another)],
        ['the password was set', () => identity.setPassword(account, another)],
        [
          'the address was changed',
          async () => {
            const email = `new-${account.email}`;
            await identity.startEmailChange(account, email, browser);
            await identity.confirmEmailChange(account, prove(await latestCode('change-email')));
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
        it(`is no longer valid once ${what}`, async () => {
          await registerConfirmed();
          assert.equal(await identity.checkPassword(account, password), 'accepted');
          await identity.startPasswordReset(account, browser);
          const code = await latestCode('reset-password');
          await change();
          assert.equal(
            await identity.resetPassword(account, prove(code), choose('A third horse 3 battery!')),
            'wrong-code',
          );
        });
    });

    describe('a log-in', () => {
      it('stays valid later', async () => {
        await registerConfirmed();
        await identity.checkPassword(account, password);
        assert.equal(await identity.isStillValid(account), true);
        await identity.changePassword(account, password, another);
        assert.equal(await identity.isStillValid(account), true);
      });

      it('can be revoked with all others, twice, before another log-in', async () => {
        await registerConfirmed();
        await identity.checkPassword(account, password);
        await identity.endSessions(account);
        await identity.endSessions(account);
        assert.equal(await identity.checkPassword(account, password), 'accepted');
        assert.equal(await identity.isStillValid(account), true);
      });
    });

    it('refuses tokens that it did not issue', async () => {
      const none = Buffer.from('{}').toString('base64url');
      for (const token of ['', 'vitrine_abc', 'a.b.c', `${none}.${none}.`, `${none}.${none}.${none}`])
        assert.equal(await identity.verifyToken(token), undefined, token);
    });

    describe('a new e-mail address', () => {
      it('is confirmed once by the code that was mailed to it', async () => {
        await registerConfirmed();
        assert.equal(await identity.checkPassword(account, password), 'accepted');
        const email = `new-${account.email}`;
        await identity.startEmailChange(account, email, browser);
        const code = await latestCode('change-email');
        assert.equal(await identity.confirmEmailChange(account, prove(wrong(code))), undefined);
        assert.equal(await identity.confirmEmailChange(account, prove(code)), email);
        assert.equal(await identity.confirmEmailChange(account, prove(code)), undefined);
        assert.equal(await identity.checkPassword(account, password), 'accepted');
      });

      const otherPasswords: [what: string, change: () => Promise<unknown>][] = [
        ['changed', () => identity.changePassword(account, password, another)],
        ['set', () => identity.setPassword(account, another)],
        [
          'reset',
          async () => {
            await identity.startPasswordReset(account, browser);
            await identity.resetPassword(account, prove(await latestCode('reset-password')), choose(another));
          },
        ],
      ];
      for (const [what, change] of otherPasswords)
        it(`is not confirmed by a code that was mailed before the password was ${what}`, async () => {
          await registerConfirmed();
          assert.equal(await identity.checkPassword(account, password), 'accepted');
          await identity.startEmailChange(account, `new-${account.email}`, browser);
          const code = await latestCode('change-email');
          await change();
          assert.equal(await identity.checkPassword(account, another), 'accepted');
          assert.equal(await identity.confirmEmailChange(account, prove(code)), undefined);
        });

      it('is not confirmed by a code that was mailed before the operator set an address', async () => {
        await registerConfirmed();
        assert.equal(await identity.checkPassword(account, password), 'accepted');
        await identity.startEmailChange(account, `new-${account.email}`, browser);
        const code = await latestCode('change-email');
        account = { ...account, email: `set-${account.email}` };
        await identity.setEmail(account);
        await identity.setEmail(account);
        assert.equal(await identity.confirmEmailChange(account, prove(code)), undefined);
        assert.equal(await identity.checkPassword(account, password), 'accepted');
      });
    });

    describe('an e-mail address that the operator sets', () => {
      it('receives codes from then on', async () => {
        await identity.register(account, password, browser);
        const before = account;
        account = { ...account, email: `set-${account.email}` };
        await identity.setEmail(account);
        await identity.resendConfirmation(account, browser);
        assert.equal(
          await identity.confirm(account, registrant(await latestCode('confirm-account'))),
          'confirmed',
        );
        account = asConfirmed(account);
        await identity.startPasswordReset(account, browser);
        const code = await latestCode('reset-password');
        assert.equal(await identity.resetPassword(before, prove(code), choose(another)), 'wrong-code');
        assert.equal(await identity.resetPassword(account, prove(code), choose(another)), 'reset');
      });

      it('has no effect if the account has no credentials yet', async () => {
        await identity.setEmail(account);
        await identity.setPassword(asConfirmed(account), password);
        assert.equal(await identity.checkPassword(asConfirmed(account), password), 'accepted');
      });
    });

    it('refuses codes of an unknown account', async () => {
      await registerConfirmed();
      await identity.startPasswordReset(account, browser);
      const code = await latestCode('reset-password');
      assert.equal(await identity.resetPassword(undefined, prove(code), choose(another)), 'wrong-code');
      assert.equal(await identity.confirm(undefined, registrant(code)), 'wrong-code');
      assert.equal(await identity.resetPassword(account, prove(code), choose(another)), 'reset');
    });

    it('refuses a code for another purpose', async () => {
      await registerConfirmed();
      await identity.startPasswordReset(account, browser);
      const code = await latestCode('reset-password');
      assert.equal(await identity.confirmEmailChange(account, prove(code)), undefined);
      assert.equal(await identity.resetPassword(account, prove(code), choose(another)), 'reset');
    });

    it('forgets a removed account, which may be removed again', async () => {
      await registerConfirmed();
      await identity.startPasswordReset(account, browser);
      const code = await latestCode('reset-password');
      await identity.remove(account);
      await identity.remove(account);
      assert.equal(await identity.checkPassword(account, password), 'wrong');
      assert.equal(await identity.resetPassword(account, prove(code), choose(another)), 'wrong-code');
    });
  });
}
