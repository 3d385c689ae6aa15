import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { AppError } from '../../../domain/errors.ts';
import type { AccountId, PhotoId } from '../../../domain/ids.ts';
import { always, buildAccount, newId, times } from '../../../ports/conformance/builders.ts';
import type { DatabaseServer } from '../../../testing/servers/database-servers.ts';
import { connectDatabase, createSqlAccounts, migrate } from '../index.ts';
import { describeMigrations } from './describe-migrations.ts';
import { createStores, type OpenedTwice } from './describe-stores.ts';

const isUnavailable = (error: unknown) => error instanceof AppError && error.code === 'unavailable';

type Databases = { server(): DatabaseServer; openTwice(): Promise<OpenedTwice> };

/** Tests promises of database servers beyond those of every store. */
export function describeServer(name: string, { server, openTwice }: Databases): void {
  describeMigrations(name, async () => connectDatabase((await server().createDatabase()).endpoint));

  describe(`a server of ${name}`, () => {
    it('creates the tables once if many processes start at once', async () => {
      const { endpoint } = await server().createDatabase();
      await using opened = new AsyncDisposableStack();
      const databases = await Promise.all(times(4, () => connectDatabase(endpoint)));
      for (const database of databases) opened.use(database);
      await Promise.all(databases.map(migrate));
      await Promise.all(databases.map((database) => createSqlAccounts(database).insert(buildAccount())));
      await Promise.all(databases.map(migrate));
    });

    it('distinguishes case, accents, trailing spaces and NUL', async () => {
      await using opened = await openTwice();
      const { accounts } = createStores(opened.here);
      const names = ['Zoe', 'zoe', 'zoé', 'zoe '];
      for (const username of names)
        assert.equal((await accounts.insert(buildAccount({ username }))).outcome, 'inserted');
      for (const username of names)
        assert.equal((await accounts.findByUsername(username))?.username, username);
      assert.equal(await accounts.findByUsername('zoe\0'), undefined);
      assert.equal(await accounts.find('\0' as AccountId), undefined);
    });

    it('resolves a deadlock by repeating one transaction', async () => {
      await using opened = await openTwice();
      const { accounts } = createStores(opened.here);
      const both = [buildAccount(), buildAccount()] as const;
      for (const account of both) await accounts.insert(account);
      await Promise.all(
        times(8, (index) => {
          const database = index % 2 ? opened.here : opened.elsewhere;
          const inOrder = index % 2 ? both : both.toReversed();
          return database.transact(async (transaction) => {
            for (const { id } of inOrder)
              await transaction
                .updateTable('accounts')
                .set(({ ref }) => ({ photo_count: sql<number>`${ref('photo_count')} + 1` }))
                .where('id', '=', id)
                .execute();
          });
        }),
      );
      for (const { id } of both) assert.equal((await accounts.find(id))?.usage.photos, 8);
    });

    it('is unavailable while the server is down, and recovers', async () => {
      await using opened = await openTwice();
      const { accounts, photos } = createStores(opened.here);
      const account = buildAccount();
      await accounts.insert(account);
      const held = opened.here.transact(async (transaction) => {
        const update = transaction.updateTable('accounts').where('id', '=', account.id);
        await update.set({ bio: 'lost' }).execute();
        await server().interrupt();
        await update.set({ bio: 'lost, too' }).execute();
      });
      await assert.rejects(held, isUnavailable);
      await assert.rejects(opened.here.check(), isUnavailable);
      await assert.rejects(accounts.insert(buildAccount()), isUnavailable);
      await assert.rejects(photos.remove(newId<PhotoId>(), always), isUnavailable);
      await server().resume();
      await opened.here.check();
      assert.deepEqual(await accounts.find(account.id), account);
    });

    it('waits for a server that is starting', async () => {
      const { endpoint } = await server().createDatabase();
      await server().interrupt();
      const connecting = connectDatabase(endpoint);
      await server().resume();
      await (await connecting)[Symbol.asyncDispose]();
    });

    it('reports an unreachable server in one sentence without the password', async () => {
      const { endpoint } = await server().createDatabase();
      const wrong = { ...endpoint, port: 1, password: { reveal: () => 'hunter2' } };
      await assert.rejects(connectDatabase(wrong, { patience: 700 }), (error) => {
        assert.ok(isUnavailable(error) && error instanceof Error);
        assert.match(
          error.message,
          /:\/\/127\.0\.0\.1:1\/test_\w+ cannot be reached: .*VITRINE_DATABASE_URL/u,
        );
        assert.doesNotMatch(error.message, /hunter2/u);
        return true;
      });
    });

    it('does not wait for an unknown database', async () => {
      const { endpoint } = await server().createDatabase();
      await assert.rejects(connectDatabase({ ...endpoint, name: 'nowhere' }), /nowhere/u);
    });

    it('is unavailable once it is closed', async () => {
      const { endpoint } = await server().createDatabase();
      const database = await connectDatabase(endpoint);
      await database[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await assert.rejects(database.check(), isUnavailable);
    });
  });
}
