import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Jobs that wait already are due as they were: their turn comes beside the turns of those in line. */
export const turnsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('jobs').addColumn('waiting_group', 'varchar(200)').execute();
    await db.schema
      .createIndex('jobs_by_waiting_group_due_at')
      .on('jobs')
      .columns(['waiting_group', 'due_at'])
      .execute();
  },
};
