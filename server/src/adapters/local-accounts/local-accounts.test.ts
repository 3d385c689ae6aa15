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
import { findCodes } from '../../testing/servers/parse-mail.ts';
import { createSecrets } from '../node-crypto/secrets.ts';
import { openSqlite } from '../sql/drivers/open-sqlite.ts';
import { migrate } from '../sql/migrations/migrate.ts';
import { createSqlCredentials } from '../sql/stores/credentials.ts';
import { createLocalAccounts } from './local-accounts.ts';

/* Low cost, so that tests are quick. */
const hashing = { memoryCost: 64, timeCost: 1, parallelism: 1 };

const browser = 'digest-of-a-browser';
const prove = (code: string, by = browser) => ({ code, browser: by });
const registrant = (code: string, by = browser) => ({ code, browser: by, isRegistrant: true });
const choose = (password: string) => ({ password, check: async () => {} });

function codesOf(mail: Mail | undefined, purpose: CodePurpose) {
  const codes = findCodes(mail?.text ?? '');
  assert.ok(codes, `a code was mailed for ${purpose}`);
  return codes;
}

async function createHarness() {
  const database = await openSqlite(':memory:');
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
      return JSON.parse(secrets.decrypt('mail', sealed) ?? '') as Mail;
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
        usage: { photos: 0, publicPhotos: 0, bytes: 0, unfinished: 0 },
      };
    },
    async latestCode(account: Account, purpose: CodePurpose): Promise<string> {
      const mail = mails().findLast(({ id, to }) => id.startsWith(purpose) && to.endsWith(account.email));
      return codesOf(mail, purpose).typed;
    },
    async latestLink(account: Account, purpose: CodePurpose): Promise<string> {
      const mail = mails().findLast(({ id, to }) => id.startsWith(purpose) && to.endsWith(account.email));
      return codesOf(mail, purpose).link;
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
  const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

  describe('codes', () => {
    it('allow five guesses from the requesting browser, then only the link', async () => {
      await harness.identity.register(account, password, browser);
      const code = await harness.latestCode(account, 'confirm-account');
      for (let attempt = 0; attempt < 5; attempt++)
        assert.equal(await harness.identity.confirm(account, registrant(wrong(code))), 'wrong-code');
      assert.equal(await harness.identity.confirm(account, registrant(code)), 'wrong-code');
      const link = await harness.latestLink(account, 'confirm-account');
      assert.equal(await harness.identity.confirm(account, registrant(link)), 'confirmed');
    });

    it('are neither used up nor replaced by another browser', async () => {
      await harness.identity.startPasswordReset(account, browser);
      const code = await harness.latestCode(account, 'reset-password');
      const otherBrowserHint = 'digest-of-another-browser';
      const guess = (guessed: string, by: string | undefined) =>
        harness.identity.resetPassword(account, { code: guessed, browser: by }, choose(password));
      for (let attempt = 0; attempt < 20; attempt++)
        for (const by of [otherBrowserHint, undefined]) assert.equal(await guess(code, by), 'wrong-code');
      await harness.identity.startPasswordReset(account, otherBrowserHint);
      for (let attempt = 0; attempt < 6; attempt++)
        assert.equal(await guess(wrong(code), otherBrowserHint), 'wrong-code');
      assert.equal(await guess(code, browser), 'reset');
    });

    it('in a link work in any browser and revoke the digits of the same mail', async () => {
      for (const by of [undefined, 'digest-of-another-browser']) {
        await harness.identity.startPasswordReset(account, browser);
        const [code, link] = [
          await harness.latestCode(account, 'reset-password'),
          await harness.latestLink(account, 'reset-password'),
        ];
        const outcome = harness.identity.resetPassword(
          account,
          { code: link, browser: by },
          choose(password),
        );
        assert.equal(await outcome, 'reset');
        for (const late of [code, link])
          assert.equal(
            await harness.identity.resetPassword(account, prove(late), choose(password)),
            'wrong-code',
          );
      }
    });

    for (const purpose of ['confirm-account', 'reset-password'] as const)
      it(`of every kind and browser are revoked once a code sets the password to ${purpose}`, async () => {
        await harness.identity.register(account, password, browser);
        await harness.identity.startPasswordReset(account, 'digest-of-another-browser');
        await harness.identity.startEmailChange(account, `new-${account.email}`, browser);
        const links = {
          'confirm-account': await harness.latestLink(account, 'confirm-account'),
          'reset-password': await harness.latestLink(account, 'reset-password'),
        };
        const change = await harness.latestLink(account, 'change-email');
        const useLink = (kind: keyof typeof links) =>
          kind === 'confirm-account'
            ? harness.identity.confirm(account, { code: links[kind], isRegistrant: false }, choose(password))
            : harness.identity.resetPassword(account, { code: links[kind] }, choose(password));
        assert.notEqual(await useLink(purpose), 'wrong-code');
        for (const kind of ['confirm-account', 'reset-password'] as const)
          assert.equal(await useLink(kind), 'wrong-code');
        assert.equal(await harness.identity.confirmEmailChange(account, { code: change }), undefined);
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
            return (await harness.identity.confirm(account, registrant(code))) === 'confirmed';
          if (purpose === 'reset-password')
            return (await harness.identity.resetPassword(account, prove(code), choose(password))) === 'reset';
          return (await harness.identity.confirmEmailChange(account, prove(code))) !== undefined;
        };
        const sendCode = async () => {
          if (purpose === 'confirm-account')
            return await harness.identity.resendConfirmation(account, browser);
          if (purpose === 'reset-password')
            return await harness.identity.startPasswordReset(account, browser);
          return await harness.identity.startEmailChange(account, `new-${account.email}`, browser);
        };
        await sendCode();
        harness.clock.time += lifetime;
        assert.equal(await useCode(), false);
        await sendCode();
        harness.clock.time += lifetime - 1;
        assert.equal(await useCode(), true);
      });

    it('work for one of several concurrent uses', async () => {
      await harness.identity.register(account, password, browser);
      const code = await harness.latestCode(account, 'confirm-account');
      const outcomes = await Promise.all(
        [1, 2, 3, 4].map(() => harness.identity.confirm(account, registrant(code))),
      );
      assert.equal(outcomes.filter((outcome) => outcome === 'confirmed').length, 1);
    });

    it('are stored nowhere in readable form', async () => {
      await harness.identity.register(account, password, browser);
      const code = await harness.latestCode(account, 'confirm-account');
      const link = await harness.latestLink(account, 'confirm-account');
      const attempt = { accountId: account.id, browser, maxAttempts: 5, now: harness.clock.now() };
      const stored = await harness.credentials.attemptCode({ ...attempt, purpose: 'confirm-account' });
      const resting = JSON.stringify([stored, harness.enqueued]);
      for (const text of [code, code.replace(/\d{3}(?=\d)/gu, '$& '), link])
        assert.ok(!resting.includes(text));
    });
  });

  it('mails no text of the sender to an unconfirmed email', async () => {
    const displayName = 'Win at https://evil.example';
    await harness.identity.register({ ...account, displayName }, password, browser);
    await harness.identity.startEmailChange({ ...account, displayName }, 'somebody@example.com', browser);
    const mails = harness.mails();
    assert.equal(mails.length, 2);
    for (const { subject, text, html } of mails) assert.doesNotMatch(subject + text + html, /Win at|evil/u);
  });

  describe('passwords', () => {
    it('are stored as Argon2id with the recommended cost', async () => {
      const { credentials, clock } = harness;
      const secrets = createSecrets(new Uint8Array(32), clock);
      const jobs = { enqueue: async () => undefined };
      const identity = createLocalAccounts({ credentials, jobs, secrets, clock, publicUrl: '' });
      await identity.register(account, password, browser);
      assert.match(await storedHash(), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
    });

    it('match however their characters are composed', async () => {
      await harness.identity.register(account, 'Café au lait'.normalize('NFD'), browser);
      assert.equal(
        await harness.identity.checkPassword(account, 'Café au lait'.normalize('NFC')),
        'accepted',
      );
    });

    for (const prefix of ['$2a$', '$2b$', '$2y$'])
      it(`hashed elsewhere by bcrypt as ${prefix} are accepted and hashed again`, async () => {
        const otherBrowserHint = (await bcryptHash(password, 4)).replace(/^\$2.\$/u, prefix);
        await harness.credentials.setPasswordHash(account.id, otherBrowserHint);
        assert.equal(await harness.identity.checkPassword(account, 'wrong'), 'wrong');
        assert.equal(await storedHash(), otherBrowserHint);
        assert.equal(await harness.identity.checkPassword(account, password), 'accepted');
        assert.match(await storedHash(), /^\$argon2id\$/u);
        assert.equal(await harness.identity.checkPassword(account, password), 'accepted');
      });

    it('hashed at another cost are hashed again, others stay as they are', async () => {
      const old = await argon2Hash(password, { ...hashing, timeCost: 2 });
      await harness.credentials.setPasswordHash(account.id, old);
      assert.equal(await harness.identity.checkPassword(account, password), 'accepted');
      const renewed = await storedHash();
      assert.match(renewed, /m=64,t=1,p=1/u);
      assert.equal(await harness.identity.checkPassword(account, password), 'accepted');
      assert.equal(await storedHash(), renewed);
    });

    it('are not changed with the password before a reset', async () => {
      const { identity } = harness;
      await identity.register(account, password, browser);
      assert.equal(await identity.checkPassword(account, password), 'accepted');
      await identity.startPasswordReset(account, browser);
      const code = await harness.latestCode(account, 'reset-password');
      assert.equal(
        await identity.resetPassword(account, prove(code), choose('another long password')),
        'reset',
      );
      const late = identity.changePassword(account, password, 'the password of an intruder');
      await assert.rejects(late, { code: 'wrong-credentials' });
      assert.equal(await identity.checkPassword(account, 'another long password'), 'accepted');
    });

    it('are wrong if the stored value is no hash', async () => {
      await harness.credentials.setPasswordHash(account.id, 'plain');
      assert.equal(await harness.identity.checkPassword(account, 'plain'), 'wrong');
    });
  });

  describe('mails', () => {
    it('contain the digits and a link with its own code', async () => {
      await harness.identity.register(account, password, browser);
      await harness.identity.startPasswordReset(account, browser);
      for (const [index, purpose, path] of [
        [0, 'confirm-account', 'confirm'],
        [1, 'reset-password', 'reset-password'],
      ] as const) {
        const mail = harness.mails()[index];
        const code = await harness.latestCode(account, purpose);
        const linkCode = await harness.latestLink(account, purpose);
        const link = `https://photos.example.org/${path}?login=${account.username}&code=${linkCode}`;
        assert.ok(mail);
        assert.ok(mail.text.includes(link));
        assert.ok(mail.html.includes(link.replace('&', '&amp;')));
        assert.ok(mail.html.includes(`>${code.slice(0, 3)} ${code.slice(3)}<`));
        assert.ok(mail.html.includes(`>${linkCode}<`), 'for programs, as text');
        assert.equal(mail.to, account.email);
      }
    });

    it('contain no HTML that a member typed', async () => {
      await harness.identity.startPasswordReset(account, browser);
      const html = harness.mails()[0]?.html ?? '';
      assert.ok(html.includes('Ada &lt;b&gt;&amp; &quot;Co&quot;'));
      assert.ok(!html.includes('<b>'));
    });

    it('go to the new email for confirmation', async () => {
      await harness.identity.startEmailChange(account, 'new@example.org', browser);
      assert.equal(harness.mails()[0]?.to, 'new@example.org');
    });

    it('have a different id for each code', async () => {
      await harness.identity.resendConfirmation(account, browser);
      await harness.identity.resendConfirmation(account, browser);
      const [first, second] = harness.mails();
      assert.notEqual(first?.id, second?.id);
      assert.match(first?.id ?? '', /^confirm-account-[0-9a-f]{32}$/u);
    });
  });
});
