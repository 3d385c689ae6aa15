import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { sql } from 'kysely';
import { missingDatabaseServer } from '../../testing/servers/database-servers.ts';
import type { Database } from './index.ts';
import { describeServer } from './testing/describe-server.ts';
import { describeStores } from './testing/describe-stores.ts';
import { useDatabases } from './testing/use-databases.ts';

const explained = new Set<string>();

/**
 * Fails if a query scans a whole table or index, or sorts the rows of an ordered list. The planner settings that
 * prefer scans of small tables are off.
 */
async function assertIndexed({ kysely }: Database, queries: ReadonlySet<string>) {
  const fresh = [...queries].filter(
    (query) => !explained.has(query) && /^(?:select|update|delete)/u.test(query),
  );
  if (fresh.length === 0) return;
  await kysely.connection().execute(async (connection) => {
    const run = (text: string) => sql<Record<string, string>>`${sql.raw(text)}`.execute(connection);
    await run('set plan_cache_mode = force_generic_plan');
    for (const path of ['seqscan', 'sort']) await run(`set enable_${path} = off`);
    for (const query of fresh) {
      const count = Math.max(0, ...[...query.matchAll(/\$(\d+)/gu)].map(([, number]) => Number(number)));
      const values = count > 0 ? `(${Array.from({ length: count }, () => 'null').join(', ')})` : '';
      await run(`prepare looked_at as ${query}`);
      const { rows } = await run(`explain execute looked_at${values}`);
      await run('deallocate looked_at');
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      assert.doesNotMatch(
        plan,
        /Seq Scan|Sort Key|Index (?:Only )?Scan.*\n(?!\s+Index Cond)/u,
        `${query}\n${plan}`,
      );
      explained.add(query);
    }
    await run('reset all');
  });
}

describe('on PostgreSQL', { skip: missingDatabaseServer('PostgreSQL') }, () => {
  const databases = useDatabases('PostgreSQL', assertIndexed);
  describeStores('PostgreSQL', databases.openTwice);
  describeServer('PostgreSQL', databases);
});
