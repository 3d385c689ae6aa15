import { MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, sql } from 'kysely';
import { createMysqlPool, isPermanentInMysql, readIsMariaDb } from './mysql-pool.ts';
import {
  createServerDriver,
  type ServerClient,
  type ServerEndpoint,
  type ServerKind,
} from './server-driver.ts';

/** Supports MySQL 8, MariaDB 10.11 and later. */
export const createMysql = (endpoint: ServerEndpoint): ServerKind => ({
  createPool: (options) => createMysqlPool(endpoint, options),
  createDialect: (pool) => ({
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => createServerDriver(pool, 'begin'),
    createIntrospector: (db) => new MysqlIntrospector(db),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  }),
  async readDialectSql(client: ServerClient) {
    // Both collations compare byte by byte, trailing spaces included. `utf8mb4_bin` ignores them.
    const collation = (await readIsMariaDb(client)) ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';
    const table = sql`engine = innodb default character set utf8mb4 collate ${sql.raw(collation)}`;
    return {
      id: sql`varchar(36)`,
      longText: sql`longtext`,
      table,
      keyTable: table,
      rowLock: sql`for update`,
      claimLock: sql`for update skip locked`,
    };
  },
  isPermanent: isPermanentInMysql,
});
