import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Waiting jobs keep their due time. It sorts beside the queue positions of new jobs. */
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
