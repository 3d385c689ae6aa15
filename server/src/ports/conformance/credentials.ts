import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AccountId } from '../../domain/ids.ts';
import type { CredentialStore, StoredCode } from '../credentials.ts';
import { newId, noon, times } from './builders.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

/** Describes the promises of every credential store. */
export function describeCredentialStore(name: string, create: CreateHarness<'credentials'>): void {
  describe(name, () => {
    let harness: StoreHarness<'credentials'>;
    let credentials: CredentialStore;
    const accountId = newId<AccountId>();
    const purpose = 'confirm-account';

    const buildCode = (change: Partial<StoredCode> = {}): StoredCode => ({
      accountId,
      purpose,
      browser: 'here',
      linkDigest: 'digest',
      expiresAt: noon + 1000,
      ...change,
    });
    const attempt = (change: { now?: number; maxAttempts?: number; browser?: string } = {}) =>
      credentials.attemptCode({ accountId, purpose, browser: 'here', maxAttempts: 3, now: noon, ...change });
    const find = (linkDigest = 'digest', now = noon) =>
      credentials.findCode({ accountId, purpose, linkDigest, now });

    beforeEach(async () => {
      harness = await create();
      credentials = harness.stores.credentials;
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    it('keeps the latest password hash of an account', async () => {
      assert.equal(await credentials.findPasswordHash(accountId), undefined);
      await credentials.setPasswordHash(accountId, 'first');
      await credentials.setPasswordHash(accountId, 'second');
      assert.equal(await credentials.findPasswordHash(accountId), 'second');
      assert.equal(await credentials.findPasswordHash(newId<AccountId>()), undefined);
    });

    it('replaces a hash only if it is unchanged', async () => {
      await credentials.replacePasswordHash(accountId, 'new', 'none');
      assert.equal(await credentials.findPasswordHash(accountId), undefined);
      await credentials.setPasswordHash(accountId, 'first');
      await credentials.replacePasswordHash(accountId, 'second', 'first');
      await credentials.replacePasswordHash(accountId, 'third', 'first');
      assert.equal(await credentials.findPasswordHash(accountId), 'second');
    });

    it('keeps one of many concurrently set hashes', async () => {
      await Promise.all(
        times(10, (index) =>
          (index % 2 ? harness.stores : harness.elsewhere).credentials.setPasswordHash(accountId, `${index}`),
        ),
      );
      assert.match((await credentials.findPasswordHash(accountId)) ?? '', /^\d$/u);
    });

    it('returns a code with all its fields', async () => {
      const code = buildCode({ email: 'new@example.org', typedDigest: 'typed' });
      await credentials.setCode(code);
      assert.deepEqual(await attempt(), code);
      assert.deepEqual(await find(), code);
    });

    it('returns no code if there is none or if its purpose differs', async () => {
      await credentials.setCode(buildCode({ purpose: 'reset-password' }));
      assert.equal(await attempt(), undefined);
      assert.equal(await find(), undefined);
      await credentials.setCode(buildCode());
      assert.equal(await find('another'), undefined);
      const elsewhere = { accountId: newId<AccountId>(), purpose, linkDigest: 'digest', now: noon } as const;
      assert.equal(await credentials.findCode(elsewhere), undefined);
    });

    it('returns no expired code', async () => {
      await credentials.setCode(buildCode());
      assert.ok(await attempt({ now: noon + 999 }));
      assert.equal(await attempt({ now: noon + 1000 }), undefined);
      assert.ok(await find('digest', noon + 999));
      assert.equal(await find('digest', noon + 1000), undefined);
    });

    it('keeps a code for each browser with separate attempts', async () => {
      const [mine, theirs] = [buildCode(), buildCode({ browser: 'there', linkDigest: 'other' })];
      await credentials.setCode(mine);
      await credentials.setCode(theirs);
      for (const _ of times(4, () => 0)) await attempt({ browser: 'there' });
      assert.equal(await attempt({ browser: 'there' }), undefined);
      assert.equal(await attempt({ browser: 'nowhere' }), undefined);
      assert.deepEqual(await attempt(), mine);
      assert.deepEqual(await find('other'), theirs, 'the long form is not guessed at');
      assert.equal(await credentials.takeCode(mine), true);
      assert.deepEqual(await find('other'), theirs);
    });

    it('removes the codes of an account for every purpose and browser, and no others', async () => {
      const other = newId<AccountId>();
      const codes = [{}, { browser: 'there' }, { purpose: 'reset-password' }, { accountId: other }] as const;
      for (const change of codes) await credentials.setCode(buildCode(change));
      await credentials.setPasswordHash(accountId, 'hash');
      await credentials.removeCodes(accountId);
      await credentials.removeCodes(accountId);
      assert.equal(await find(), undefined);
      assert.equal(await attempt({ browser: 'there' }), undefined);
      assert.equal(await credentials.takeCode(buildCode({ purpose: 'reset-password' })), false);
      assert.equal(await credentials.takeCode(buildCode({ accountId: other })), true);
      assert.equal(await credentials.findPasswordHash(accountId), 'hash');
    });

    it('removes only expired codes', async () => {
      await credentials.setCode(buildCode());
      await credentials.setCode(buildCode({ browser: 'there', linkDigest: 'late', expiresAt: noon + 1001 }));
      await credentials.removeExpiredCodes(noon + 1000);
      assert.equal(await find('digest', noon + 1000), undefined);
      assert.ok(await find('late', noon + 1000));
    });

    it('replaces the earlier code and resets its attempts', async () => {
      await credentials.setCode(buildCode({ email: 'new@example.org' }));
      for (const _ of times(3, () => 0)) await attempt();
      const second = buildCode({ linkDigest: 'second' });
      await credentials.setCode(second);
      assert.deepEqual(await attempt(), second);
      assert.equal(await credentials.takeCode(buildCode()), false);
    });

    it('returns a code once for each attempt, also under concurrent attempts', async () => {
      await credentials.setCode(buildCode());
      const answers = await Promise.all(times(20, () => attempt()));
      assert.equal(answers.filter(Boolean).length, 3);
      assert.equal(await attempt(), undefined);
    });

    it('lets one of many concurrent callers take a code', async () => {
      await credentials.setCode(buildCode());
      const taken = await Promise.all(
        times(20, (index) =>
          (index % 2 ? harness.stores : harness.elsewhere).credentials.takeCode(buildCode()),
        ),
      );
      assert.equal(taken.filter(Boolean).length, 1);
      assert.equal(await attempt(), undefined);
    });

    it('keeps the latest refresh token of an account, whatever its length', async () => {
      const long = 'A-'.repeat(8_000);
      assert.equal(await credentials.findRefreshToken(accountId), undefined);
      await credentials.setRefreshToken(accountId, 'first');
      await credentials.setRefreshToken(accountId, long);
      assert.equal(await credentials.findRefreshToken(accountId), long);
      assert.equal(await credentials.findRefreshToken(newId<AccountId>()), undefined);
    });

    it('removes all data of an account and none of another', async () => {
      const other = newId<AccountId>();
      for (const id of [accountId, other]) {
        await credentials.setPasswordHash(id, 'hash');
        await credentials.setRefreshToken(id, 'grant');
        await credentials.setCode(buildCode({ accountId: id }));
      }
      await credentials.removeAll(accountId);
      await credentials.removeAll(accountId);
      assert.equal(await credentials.findPasswordHash(accountId), undefined);
      assert.equal(await credentials.findRefreshToken(accountId), undefined);
      assert.equal(await attempt(), undefined);
      assert.equal(await credentials.findPasswordHash(other), 'hash');
      assert.equal(await credentials.findRefreshToken(other), 'grant');
      assert.ok(
        await credentials.attemptCode({
          accountId: other,
          purpose,
          browser: 'here',
          maxAttempts: 3,
          now: noon,
        }),
      );
    });
  });
}
