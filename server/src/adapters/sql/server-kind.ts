import type { Dialect } from 'kysely';
import type { DialectText } from './database.ts';
import type { ServerClient, ServerPool } from './server-driver.ts';

/** All that differs between the databases that are servers. */
export type ServerKind = {
  createPool(options: { isPatient: boolean }): ServerPool;
  createDialect(pool: ServerPool): Dialect;
  /** By what the server says of itself. */
  readDialectText(client: ServerClient): Promise<DialectText>;
  /** Whether a failure to connect is one that waiting does not heal. */
  isHopeless(cause: unknown): boolean;
};
