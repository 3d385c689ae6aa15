import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { hash as argon2Hash } from '@node-rs/argon2';
import { hash as bcryptHash } from 'bcryptjs';
import type { Account } from '../../domain/account.ts';
import type { AccountId } from '../../domain/ids.ts';
import { hours } from '../../domain/time.ts';
import { describeIdentity } from '../../ports/conformance/identity.ts';
import type { CodePurpose } from '../../ports/credentials.ts';
import type { NewJob } from '../../ports/jobs.ts';
import type { Mail } from '../../ports/mailer.ts';
import { createSecrets } from '../node-crypto/secrets.ts';
import { createSqlCredentials } from '../sql/credentials.ts';
import { migrate } from '../sql/migrate.ts';
import { openDatabase } from '../sql/open-database.ts';
import { createLocalAccounts } from './local-accounts.ts';

/* So little that tests are quick, and nobody's passwords are kept with it. */
const hashing = { memoryCost: 64, timeCost: 1, parallelism: 1 };

async function createHarness() {
  const database = await openDatabase(':memory:');
  await migrate(database);
  const clock = { time: Date.UTC(2026, 0, 1), now: () => clock.time };
  const secrets = createSecrets(new Uint8Array(32).fill(7), clock);
  const enqueued: NewJob[] = [];
  const jobs = { enqueue: async (job: NewJob) => void enqueued.push(job) };
  const credentials = createSqlCredentials(database);
  const publicUrl = 'https://photos.example.org';
  const identity = createLocalAccounts({ credentials, jobs, secrets, clock, publicUrl, hashing });

  const mails = () =>
    enqueued.map(({ payload }) => {
      const { sealed } = payload as { sealed: string };
      return JSON.parse(secrets.unseal('mail', sealed) ?? '') as Mail;
    });

  let count = 0;
  return {
    identity,
    credentials,
    clock,
    enqueued,
    mails,
    async createAccount(): Promise<Account> {
      const username = `member${++count}`;
      return {
        id: secrets.createId<AccountId>(),
        username,
        email: `${username}@example.org`,
        displayName: 'Ada <b>& "Co"',
        bio: '',
        role: 'member',
        createdAt: clock.now(),
        usage: { photos: 0, publicPhotos: 0, bytes: 0 },
      };
    },
    async latestCode(account: Account, purpose: CodePurpose): Promise<string> {
      const mail = mails().findLast(({ id, to }) => id.startsWith(purpose) && to.endsWith(account.email));
      const [code] = /\b\d{4} \d{4} \d{4}\b/u.exec(mail?.text ?? '') ?? [];
      assert.ok(code, `a code was mailed for ${purpose}`);
      return code.replaceAll(' ', '');
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

describeIdentity('local accounts', createHarness);

describe('local accounts', () => {
  let harness: Awaited<ReturnType<typeof createHarness>>;
  let account: Account;
  const password = 'Correct horse battery';

  beforeEach(async () => {
    harness = await createHarness();
    account = { ...(await harness.createAccount()), confirmedAt: 1 };
  });
  afterEach(() => harness[Symbol.asyncDispose]());

  const storedHash = async () => (await harness.credentials.findPasswordHash(account.id)) ?? '';
  const wrong = (code: string) => (code === '000000000000' ? '000000000001' : '000000000000');

  describe('codes', () => {
    it('outlast more wrong guesses than a stranger makes', async () => {
      await harness.identity.register(account, password);
      const code = await harness.latestCode(account, 'confirm-account');
      for (let attempt = 0; attempt < 5000; attempt++)
        assert.equal(await harness.identity.confirm(account, wrong(code)), 'wrong-code');
      assert.equal(await harness.identity.confirm(account, code), 'confirmed');
    });

    for (const [purpose, lifetime] of [
      ['confirm-account', hours(24)],
      ['reset-password', hours(1)],
      ['change-email', hours(1)],
    ] as const)
      it(`to ${purpose} expire after ${lifetime / hours(1)} hours`, async () => {
        const useCode = async () => {
          const code = await harness.latestCode(account, purpose);
          if (purpose === 'confirm-account')
            return (await harness.identity.confirm(account, code)) === 'confirmed';
          if (purpose === 'reset-password')
            return (await harness.identity.resetPassword(account, code, password)) === 'reset';
          return (await harness.identity.confirmEmailChange(account, code)) !== undefined;
        };
        const sendCode = async () => {
          if (purpose === 'confirm-account') return await harness.identity.resendConfirmation(account);
          if (purpose === 'reset-password') return await harness.identity.startPasswordReset(account);
          return await harness.identity.startEmailChange(account, `new-${account.email}`);
        };
        await sendCode();
        harness.clock.time += lifetime;
        assert.equal(await useCode(), false);
        await sendCode();
        harness.clock.time += lifetime - 1;
        assert.equal(await useCode(), true);
      });

    it('work for one of many that use them at once', async () => {
      await harness.identity.register(account, password);
      const code = await harness.latestCode(account, 'confirm-account');
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => harness.identity.confirm(account, code)));
      assert.equal(outcomes.filter((outcome) => outcome === 'confirmed').length, 1);
    });

    it('rest nowhere readable', async () => {
      await harness.identity.register(account, password);
      const code = await harness.latestCode(account, 'confirm-account');
      const attempt = { accountId: account.id, maxAttempts: 5, now: harness.clock.now() };
      const stored = await harness.credentials.attemptCode({ ...attempt, purpose: 'confirm-account' });
      const resting = JSON.stringify([stored, harness.enqueued]);
      assert.ok(!resting.includes(code) && !resting.includes(code.replace(/\d{4}(?=\d)/gu, '$& ')));
    });
  });

  it('mails no word that its sender chose to who never asked for it', async () => {
    const displayName = 'Win at https://evil.example';
    await harness.identity.register({ ...account, displayName }, password);
    await harness.identity.startEmailChange({ ...account, displayName }, 'somebody@example.com');
    const mails = harness.mails();
    assert.equal(mails.length, 2);
    for (const { subject, text, html } of mails) assert.doesNotMatch(subject + text + html, /Win at|evil/u);
  });

  describe('passwords', () => {
    it('rest as Argon2id of the recommended cost', async () => {
      const { credentials, clock } = harness;
      const secrets = createSecrets(new Uint8Array(32), clock);
      const jobs = { enqueue: async () => undefined };
      const identity = createLocalAccounts({ credentials, jobs, secrets, clock, publicUrl: '' });
      await identity.register(account, password);
      assert.match(await storedHash(), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
    });

    it('are the same however their characters are composed', async () => {
      await harness.identity.register(account, 'Café au lait'.normalize('NFD'));
      assert.equal(
        await harness.identity.checkPassword(account, 'Café au lait'.normalize('NFC')),
        'accepted',
      );
    });

    for (const prefix of ['$2a$', '$2b$', '$2y$'])
      it(`hashed elsewhere by bcrypt as ${prefix} are accepted, and hashed anew`, async () => {
        const elsewhere = (await bcryptHash(password, 4)).replace(/^\$2.\$/u, prefix);
        await harness.credentials.setPasswordHash(account.id, elsewhere);
        assert.equal(await harness.identity.checkPassword(account, 'wrong'), 'wrong');
        assert.equal(await storedHash(), elsewhere);
        assert.equal(await harness.identity.checkPassword(account, password), 'accepted');
        assert.match(await storedHash(), /^\$argon2id\$/u);
        assert.equal(await harness.identity.checkPassword(account, password), 'accepted');
      });

    it('hashed at another cost are hashed anew, others left as they are', async () => {
      const old = await argon2Hash(password, { ...hashing, timeCost: 2 });
      await harness.credentials.setPasswordHash(account.id, old);
      assert.equal(await harness.identity.checkPassword(account, password), 'accepted');
      const renewed = await storedHash();
      assert.match(renewed, /m=64,t=1,p=1/u);
      assert.equal(await harness.identity.checkPassword(account, password), 'accepted');
      assert.equal(await storedHash(), renewed);
    });

    it('are not changed by whoever knew the one before a reset', async () => {
      const { identity } = harness;
      await identity.register(account, password);
      assert.equal(await identity.checkPassword(account, password), 'accepted');
      await identity.startPasswordReset(account);
      const code = await harness.latestCode(account, 'reset-password');
      assert.equal(await identity.resetPassword(account, code, 'another long password'), 'reset');
      const late = identity.changePassword(account, password, 'the password of an intruder');
      await assert.rejects(late, { code: 'wrong-credentials' });
      assert.equal(await identity.checkPassword(account, 'another long password'), 'accepted');
    });

    it('are wrong where what is stored is no hash', async () => {
      await harness.credentials.setPasswordHash(account.id, 'plain');
      assert.equal(await harness.identity.checkPassword(account, 'plain'), 'wrong');
    });
  });

  describe('mails', () => {
    it('hold the code, and a link that fills it in', async () => {
      await harness.identity.register(account, password);
      await harness.identity.startPasswordReset(account);
      for (const [index, purpose, path] of [
        [0, 'confirm-account', 'confirm'],
        [1, 'reset-password', 'reset-password'],
      ] as const) {
        const mail = harness.mails()[index];
        const code = await harness.latestCode(account, purpose);
        const link = `https://photos.example.org/${path}?login=${account.username}&code=${code}`;
        assert.ok(mail);
        assert.ok(mail.text.includes(link));
        assert.ok(mail.html.includes(link.replace('&', '&amp;')));
        assert.ok(mail.html.includes(`>${code.slice(0, 4)} ${code.slice(4, 8)} ${code.slice(8)}<`));
        assert.equal(mail.to, account.email);
      }
    });

    it('hold nothing that a member typed as HTML', async () => {
      await harness.identity.startPasswordReset(account);
      const html = harness.mails()[0]?.html ?? '';
      assert.ok(html.includes('Ada &lt;b&gt;&amp; &quot;Co&quot;'));
      assert.ok(!html.includes('<b>'));
    });

    it('go to the new address when it is to be proved', async () => {
      await harness.identity.startEmailChange(account, 'new@example.org');
      assert.equal(harness.mails()[0]?.to, 'new@example.org');
    });

    it('have an id of their own for each code', async () => {
      await harness.identity.resendConfirmation(account);
      await harness.identity.resendConfirmation(account);
      const [first, second] = harness.mails();
      assert.notEqual(first?.id, second?.id);
      assert.match(first?.id ?? '', /^confirm-account-[0-9a-f]{32}$/u);
    });
  });
});
