import type { HiddenFileStore } from '../../../ports/hidden-files.ts';
import { type Database, UniqueViolationError } from '../drivers/database.ts';

export const createSqlHiddenFiles = ({ kysely }: Database): HiddenFileStore => ({
  async add({ sha256, hiddenAt }) {
    try {
      await kysely.insertInto('hidden_files').values({ sha256, hidden_at: hiddenAt }).execute();
    } catch (error) {
      // The file is hidden already.
      if (!(error instanceof UniqueViolationError)) throw error;
    }
  },

  async find(sha256) {
    const row = await kysely
      .selectFrom('hidden_files')
      .selectAll()
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    return row && { sha256: row.sha256, hiddenAt: row.hidden_at };
  },

  async remove(sha256) {
    await kysely.deleteFrom('hidden_files').where('sha256', '=', sha256).execute();
  },
});
