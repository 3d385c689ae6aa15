import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Account } from '../../domain/account.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { AccountStore } from '../accounts.ts';
import { buildAccount, newId, noon, times } from './builders.ts';
import { assertRefusesForgedCursors, readAllPages } from './paging.ts';
import type { CreateHarness, StoreHarness } from './stores.ts';

/** Describes the promises of every account store. */
export function describeAccountStore(name: string, create: CreateHarness<'accounts'>): void {
  describe(name, () => {
    let harness: StoreHarness<'accounts'>;
    let accounts: AccountStore;

    beforeEach(async () => {
      harness = await create();
      accounts = harness.stores.accounts;
    });
    afterEach(() => harness[Symbol.asyncDispose]());

    async function insert(change: Partial<Account> = {}): Promise<Account> {
      const account = buildAccount(change);
      assert.deepEqual(await accounts.insert(account), { outcome: 'inserted' });
      return account;
    }

    describe('finding', () => {
      it('returns everything that was stored', async () => {
        const account = await insert({
          displayName: 'Zoë 東京 🦉',
          bio: 'line\nline',
          avatarPhotoId: newId<PhotoId>(),
          avatarCrop: { left: 0, top: 120, size: 480 },
          avatarChoice: newId<string>(),
          role: 'admin',
          registeredBy: 'digest-of-a-browser',
          suspendedAt: noon + 1,
          suspensionReason: 'Photos of \u{1f41f} that are somebody else’s.\nTwice.',
          cancelledAt: noon + 2,
          holdings: { photos: 10_000, albums: 2, likes: 0 },
          uploadDefaults: { visibility: 'unlisted', allowDownload: true },
          usage: { photos: 3, publicPhotos: 2, bytes: 2 ** 45, unfinished: 0 },
        });
        assert.deepEqual(await accounts.find(account.id), account);
      });

      it('omits absent fields', async () => {
        const { confirmedAt: _, ...unconfirmed } = buildAccount();
        await accounts.insert(unconfirmed);
        assert.deepEqual(await accounts.find(unconfirmed.id), unconfirmed);
      });

      it('finds by user name, and by e-mail address in any case', async () => {
        const account = await insert({ username: 'ada', email: 'Ada.Lovelace@Example.org' });
        assert.deepEqual(await accounts.findByUsername('ada'), account);
        assert.deepEqual(await accounts.findByEmail('aDA.lovelace@eXAMPLE.org'), account);
      });

      it('finds no account if there is none', async () => {
        assert.equal(await accounts.find(newId<AccountId>()), undefined);
        assert.equal(await accounts.findByUsername('nobody'), undefined);
        assert.equal(await accounts.findByEmail('nobody@example.org'), undefined);
      });

      it('finds many at once and omits missing ones', async () => {
        const [ada, bob] = [await insert(), await insert()];
        const found = await accounts.findMany([ada.id, newId<AccountId>(), bob.id, ada.id]);
        assert.deepEqual(new Set(found.map(({ id }) => id)), new Set([ada.id, bob.id]));
        assert.equal(found.length, 2);
        assert.deepEqual(await accounts.findMany([]), []);
      });
    });

    describe('uniqueness', () => {
      it('refuses a user name that is taken', async () => {
        await insert({ username: 'ada' });
        assert.deepEqual(await accounts.insert(buildAccount({ username: 'ada' })), {
          outcome: 'taken',
          field: 'username',
        });
      });

      it('refuses an e-mail address that is taken in another case', async () => {
        await insert({ email: 'ada@example.org' });
        const second = buildAccount({ email: 'ADA@example.org' });
        assert.deepEqual(await accounts.insert(second), { outcome: 'taken', field: 'email' });
        assert.equal(await accounts.find(second.id), undefined);
        assert.equal(await accounts.findByUsername(second.username), undefined);
      });

      it('gives a name to one of many concurrent requests', async () => {
        const outcomes = await Promise.all(
          times(20, (index) =>
            (index % 2 ? harness.stores : harness.elsewhere).accounts.insert(
              buildAccount({ username: 'ada', email: `ada${index}@example.org` }),
            ),
          ),
        );
        assert.equal(outcomes.filter(({ outcome }) => outcome === 'inserted').length, 1);
        assert.equal(outcomes.filter(({ outcome }) => outcome === 'taken').length, 19);
      });

      it('refuses a change to a taken e-mail address', async () => {
        await insert({ email: 'ada@example.org' });
        const bob = await insert();
        const outcome = await accounts.change(bob.id, (account) => ({
          ...account,
          email: 'ADA@example.org',
        }));
        assert.deepEqual(outcome, { outcome: 'taken' });
        assert.deepEqual(await accounts.find(bob.id), bob);
      });

      it('frees the earlier e-mail address after a change', async () => {
        const ada = await insert({ email: 'old@example.org' });
        await accounts.change(ada.id, (account) => ({ ...account, email: 'new@example.org' }));
        assert.equal(await accounts.findByEmail('old@example.org'), undefined);
        assert.equal((await accounts.findByEmail('new@example.org'))?.id, ada.id);
        await insert({ email: 'old@example.org' });
      });

      it("accepts another case of one's own e-mail address", async () => {
        const ada = await insert({ email: 'ada@example.org' });
        const outcome = await accounts.change(ada.id, (account) => ({
          ...account,
          email: 'Ada@example.org',
        }));
        assert.equal(outcome.outcome, 'changed');
        assert.equal((await accounts.find(ada.id))?.email, 'Ada@example.org');
      });
    });

    describe('changing', () => {
      it('sets and clears fields and returns the changed account', async () => {
        const ada = await insert({ suspendedAt: noon });
        const { suspendedAt: _, ...free } = { ...ada, displayName: 'Countess' };
        assert.deepEqual(await accounts.change(ada.id, () => free), { outcome: 'changed', account: free });
        assert.deepEqual(await accounts.find(ada.id), free);
      });

      it('does not change usage', async () => {
        const ada = await insert({ usage: { photos: 1, publicPhotos: 1, bytes: 10, unfinished: 0 } });
        const usage = { photos: 9, publicPhotos: 9, bytes: 9, unfinished: 0 };
        const outcome = await accounts.change(ada.id, (account) => ({ ...account, bio: 'x', usage }));
        assert.deepEqual(outcome, { outcome: 'changed', account: { ...ada, bio: 'x' } });
        assert.deepEqual(await accounts.find(ada.id), { ...ada, bio: 'x' });
      });

      it('writes nothing if the account is unchanged', async () => {
        const ada = await insert();
        const outcome = await accounts.change(ada.id, (account) => account);
        assert.deepEqual(outcome, { outcome: 'changed', account: ada });
      });

      it('reports a missing account', async () => {
        const outcome = await accounts.change(newId<AccountId>(), (account) => ({ ...account, bio: 'x' }));
        assert.deepEqual(outcome, { outcome: 'absent' });
      });

      it('rethrows the error of a change and writes nothing', async () => {
        const ada = await insert();
        const refusal = new Error('refused');
        await assert.rejects(
          accounts.change(ada.id, () => {
            throw refusal;
          }),
          refusal,
        );
        assert.deepEqual(await accounts.find(ada.id), ada);
      });

      it('loses none of many concurrent changes', async () => {
        const ada = await insert();
        await Promise.all(
          times(20, (index) =>
            (index % 2 ? harness.stores : harness.elsewhere).accounts.change(ada.id, (account) => ({
              ...account,
              bio: `${account.bio}x`,
            })),
          ),
        );
        assert.equal((await accounts.find(ada.id))?.bio, 'x'.repeat(20));
      });
    });

    describe('removing', () => {
      it('removes the account and frees its names, and may be done twice', async () => {
        const ada = await insert({ username: 'ada', email: 'ada@example.org' });
        await accounts.remove(ada.id);
        await accounts.remove(ada.id);
        assert.equal(await accounts.find(ada.id), undefined);
        await insert({ username: 'ada', email: 'ada@example.org' });
      });
    });

    describe('removing an unconfirmed account', () => {
      const unconfirmed = async (change: Partial<Account> = {}) => {
        const { confirmedAt: _, ...account } = buildAccount(change);
        await accounts.insert(account);
        return account;
      };

      it('frees its names, once', async () => {
        const squatter = await unconfirmed({ username: 'ada', email: 'ada@example.org' });
        assert.equal(await accounts.removeUnconfirmed(squatter.id), true);
        assert.equal(await accounts.removeUnconfirmed(squatter.id), false);
        await insert({ username: 'ada', email: 'ADA@example.org' });
      });

      it('keeps a confirmed account', async () => {
        const ada = await insert();
        assert.equal(await accounts.removeUnconfirmed(ada.id), false);
        assert.deepEqual(await accounts.find(ada.id), ada);
      });

      it('either removes or confirms under concurrent calls', async () => {
        const rivals = await Promise.all(times(10, () => unconfirmed()));
        for (const { id } of rivals) {
          const [removed, confirmed] = await Promise.all([
            harness.elsewhere.accounts.removeUnconfirmed(id),
            accounts.change(id, (account) => ({ ...account, confirmedAt: noon })),
          ]);
          assert.equal(removed, confirmed.outcome === 'absent');
          assert.equal((await accounts.find(id))?.confirmedAt, removed ? undefined : noon);
        }
      });

      it('gives its names to one of many concurrent registrations', async () => {
        const { id, email } = await unconfirmed();
        const outcomes = await Promise.all(
          times(10, async (index) => {
            const { accounts: store } = index % 2 ? harness.stores : harness.elsewhere;
            await store.removeUnconfirmed(id);
            return store.insert(buildAccount({ email }));
          }),
        );
        assert.equal(outcomes.filter(({ outcome }) => outcome === 'inserted').length, 1);
        assert.equal(await accounts.find(id), undefined);
      });
    });

    describe('lists', () => {
      const ids = (list: Account[]) => list.map(({ id }) => id);

      it('lists accounts cancelled before a time, oldest first', async () => {
        await insert();
        const late = await insert({ cancelledAt: noon + 2 });
        const early = await insert({ cancelledAt: noon + 1 });
        await insert({ cancelledAt: noon + 3 });
        const list = (limit: number) => accounts.listCancelled({ before: noon + 3, limit });
        assert.deepEqual(ids(await list(10)), [early.id, late.id]);
        assert.deepEqual(ids(await list(1)), [early.id]);
      });

      it('lists unconfirmed accounts, oldest first', async () => {
        const unconfirmed = (createdAt: number) => {
          const { confirmedAt: _, ...account } = buildAccount({ createdAt });
          return account;
        };
        const [late, early, later] = [unconfirmed(noon + 2), unconfirmed(noon + 1), unconfirmed(noon + 3)];
        for (const account of [late, early, later, buildAccount({ createdAt: noon })])
          await accounts.insert(account);
        const list = async () => ids(await accounts.listUnconfirmed({ before: noon + 3, limit: 10 }));
        assert.deepEqual(await list(), [early.id, late.id]);
        await accounts.change(early.id, (account) => ({ ...account, confirmedAt: noon + 5 }));
        assert.deepEqual(await list(), [late.id]);
      });

      it('lists all accounts by id while others are added', async () => {
        const before: Account[] = [];
        for (let count = 0; count < 7; count += 1) before.push(await insert());
        const listed = ids(
          await readAllPages(
            (request) => accounts.listAll(request),
            2,
            () => insert(),
          ),
        );
        assert.deepEqual(listed, listed.toSorted());
        assert.equal(new Set(listed).size, listed.length);
        for (const { id } of before) assert.ok(listed.includes(id));
      });

      it('refuses a forged cursor', () => assertRefusesForgedCursors((request) => accounts.listAll(request)));
    });
  });
}
