import { DatabaseSync } from 'node:sqlite';
import { type Database, migrate } from '../server/src/adapters/sql/index.ts';

const tables = ['accounts', 'photos', 'photo_tags'] as const;
const rowsAtOnce = 500;

/** What `fillDatabase` wrote into a file, into an empty database on a server. */
export async function copyRows(path: string, target: Database): Promise<void> {
  await migrate(target);
  const source = new DatabaseSync(path, { readOnly: true });
  for (const table of tables) {
    let rows: Record<string, unknown>[] = [];
    const flush = async () => {
      // The columns are those of the same migration.
      if (rows.length > 0)
        await target.kysely
          .insertInto(table)
          .values(rows as never)
          .execute();
      rows = [];
    };
    for (const row of source.prepare(`select * from ${table}`).iterate()) {
      if (rows.push({ ...row }) === rowsAtOnce) await flush();
    }
    await flush();
  }
  source.close();
}
