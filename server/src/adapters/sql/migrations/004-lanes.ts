import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

type Jobs = { jobs: { name: string; lane: string } };

/** Moves waiting render jobs to their lane. Workers move those that servers of an earlier version still enqueue. */
export const lanesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('jobs')
      .addColumn('lane', 'varchar(20)', (column) => column.notNull().defaultTo('short'))
      .execute();
    await (db as Kysely<Jobs>)
      .updateTable('jobs')
      .set({ lane: 'rendering' })
      .where('name', '=', 'render-photo')
      .execute();
    await db.schema
      .createIndex('jobs_by_lane_due_at_id')
      .on('jobs')
      .columns(['lane', 'due_at', 'id'])
      .execute();
  },
};
