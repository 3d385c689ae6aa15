import { MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, sql } from 'kysely';
import { isHopelessInMysql } from './mysql-errors.ts';
import { createMysqlPool } from './mysql-pool.ts';
import { readIsMariaDb } from './mysql-version.ts';
import type { ServerAddress } from './server-address.ts';
import { createServerDriver, type ServerClient } from './server-driver.ts';
import type { ServerKind } from './server-kind.ts';

/** MySQL 8 and MariaDB 10.11, and later ones. */
export const createMysql = (address: ServerAddress): ServerKind => ({
  createPool: (options) => createMysqlPool(address, options),
  createDialect: (pool) => ({
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => createServerDriver(pool, 'begin'),
    createIntrospector: (db) => new MysqlIntrospector(db),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  }),
  async readDialectText(client: ServerClient) {
    // Compared byte by byte, trailing spaces too, which neither's `utf8mb4_bin` does and which have two names.
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
  isHopeless: isHopelessInMysql,
});
