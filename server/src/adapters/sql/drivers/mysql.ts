import { MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, sql } from 'kysely';
import { createMysqlPool, isHopelessInMysql, readIsMariaDb } from './mysql-pool.ts';
import {
  createServerDriver,
  type ServerClient,
  type ServerEndpoint,
  type ServerKind,
} from './server-driver.ts';

/** MySQL 8 and MariaDB 10.11, and later ones. */
export const createMysql = (address: ServerEndpoint): ServerKind => ({
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
