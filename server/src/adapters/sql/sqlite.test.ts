import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Database, migrate, openSqlite } from './index.ts';
import { describeMigrations } from './testing/describe-migrations.ts';
import { describeStores } from './testing/describe-stores.ts';

const explained = new Set<string>();

/** Fails if a query scans a whole table or index, or sorts its result. */
async function assertIndexed({ kysely }: Database, queries: Iterable<string>) {
  for (const query of queries) {
    if (explained.has(query) || !/^(select|update|delete)/u.test(query)) continue;
    const plan = await sql<{ detail: string }>`explain query plan ${sql.raw(query)}`.execute(kysely);
    for (const { detail } of plan.rows)
      assert.doesNotMatch(detail, /SCAN(?! CONSTANT ROW)|TEMP B-TREE/u, query);
    explained.add(query);
  }
}

/** Opens one file twice, as two processes would. Closing it checks the plan of every query. */
async function openTwice() {
  await using opened = new AsyncDisposableStack();
  const queries = new Set<string>();
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-sql-'));
  opened.defer(() => rm(folder, { recursive: true }));
  const path = join(folder, 'vitrine.db');
  const here = opened.use(
    await openSqlite(path, { isDurable: false, onQuery: (query) => queries.add(query) }),
  );
  const elsewhere = opened.use(await openSqlite(path, { isDurable: false }));
  await migrate(elsewhere);
  opened.defer(() => assertIndexed(elsewhere, queries));
  const closing = opened.move();
  return { here, elsewhere, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

describeStores('SQLite', openTwice);
describeMigrations('SQLite', () => openSqlite(':memory:', { isDurable: false }));
