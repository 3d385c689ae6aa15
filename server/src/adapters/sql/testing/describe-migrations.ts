import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { buildAccount, newId, noon } from '../../../ports/conformance/builders.ts';
import { createSqlAccounts, createSqlJobQueue, type Database, migrate } from '../index.ts';
import { createInitialMigration } from '../migrations/001-initial.ts';

/** What is promised of a database that an older version made and filled. `open` gives one without tables. */
export function describeMigrations(name: string, open: () => Promise<Database>): void {
  describe(`migrations on ${name}`, () => {
    it('carry over what an older version left, jobs that wait among it', async () => {
      await using database = await open();
      await database.migrating(async (db) => {
        const initial = { '001-initial': createInitialMigration(database.dialect) };
        const migrator = new Migrator({ db, provider: { getMigrations: async () => initial } });
        const { error } = await migrator.migrateToLatest();
        assert.equal(error, undefined);
      });
      const account = buildAccount();
      const { id, username, email, displayName } = account;
      await sql`insert into accounts (id, username, email, email_key, display_name, bio, role, confirmed_at, created_at,
          photo_count, public_photo_count, stored_bytes, version)
        values (${id}, ${username}, ${email}, ${email}, ${displayName}, '', 'member', ${noon}, ${noon}, 0, 0, 0, 1)`.execute(
        database.kysely,
      );
      for (const [job, dueAt, diedAt] of [
        ['due', noon - 1, null],
        ['render-photo', noon - 1, null],
        ['later', noon + 1000, null],
        ['dead', null, noon - 1],
      ] as const)
        await sql`insert into jobs (id, name, payload, job_key, waiting_key, due_at, attempts, enqueued_at, dead_at)
          values (${newId()}, ${job}, '{}', ${job}, ${dueAt === null ? null : job}, ${dueAt}, 0, ${noon}, ${diedAt})`.execute(
          database.kysely,
        );

      await migrate(database);
      await migrate(database);

      assert.deepEqual(await createSqlAccounts(database).find(account.id), account);
      const clock = { time: noon, now: () => clock.time };
      const jobs = createSqlJobQueue(database, { clock, secrets: { createId: newId } });
      await jobs.enqueue({ name: 'later', payload: {}, key: 'later' });
      await jobs.enqueue({ name: 'new', payload: {}, group: 'ada' });
      const receiveNames = async () => {
        const received = await jobs.receive({ limit: 10, lease: 30_000, waitFor: 0 });
        return received.map((job) => job.name).toSorted();
      };
      const [picture] = await jobs.receive({ lanes: ['rendering'], limit: 10, lease: 30_000, waitFor: 0 });
      assert.equal(picture?.name, 'render-photo');
      assert.deepEqual(await receiveNames(), ['due', 'new']);
      clock.time += 1000;
      assert.deepEqual(await receiveNames(), ['later']);
      assert.equal((await jobs.retryDead('all')).length, 1);
      assert.deepEqual(await receiveNames(), ['dead']);
    });
  });
}
