import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import { isHopelessInPostgres } from './postgres-errors.ts';
import { createPostgresPool } from './postgres-pool.ts';
import type { ServerAddress } from './server-address.ts';
import { createServerDriver } from './server-driver.ts';
import type { ServerKind } from './server-kind.ts';

/** PostgreSQL 15 and later. */
export const createPostgres = (address: ServerAddress): ServerKind => ({
  createPool: (options) => createPostgresPool(address, options),
  createDialect: (pool) => ({
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createServerDriver(pool, 'begin isolation level read committed'),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }),
  readDialectText: async () => ({
    // Lists are in order of id: byte by byte, whatever language the database was made for.
    id: sql`varchar(36) collate "C"`,
    longText: sql`text`,
    table: sql``,
    keyTable: sql``,
    rowLock: sql`for update`,
    claimLock: sql`for update skip locked`,
  }),
  isHopeless: isHopelessInPostgres,
});
