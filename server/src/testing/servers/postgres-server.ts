import { join } from 'node:path';
import pg from 'pg';
import type { ServerEndpoint } from '../../adapters/sql/drivers/server-driver.ts';
import { runAs, type ServerProgram, startProcess } from './server-process.ts';

const user = 'postgres';

/** PostgreSQL of Debian's package, without durability. */
export const postgresProgram: ServerProgram = {
  kind: 'postgres',
  user,
  superuser: { name: user, database: 'postgres' },
  binaries: '/usr/lib/postgresql/*/bin/postgres',
  package: 'postgresql',

  async prepare({ binary, directory }) {
    const initdb = join(binary, '..', 'initdb');
    await runAs(user, [
      initdb,
      '-D',
      join(directory, 'data'),
      '-U',
      user,
      '-A',
      'trust',
      '--no-sync',
      '-E',
      'UTF8',
    ]);
  },

  start: ({ binary, directory, port }) =>
    startProcess(
      user,
      [
        ...[binary, '-D', join(directory, 'data'), '-p', String(port), '-h', '127.0.0.1', '-k', directory],
        ...['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'deadlock_timeout=100ms'],
      ],
      'SIGQUIT',
    ),

  execute: (endpoint, statement) => execute(endpoint, statement),
};

async function execute(endpoint: ServerEndpoint, statement: string): Promise<void> {
  const client = new pg.Client({
    host: endpoint.host,
    port: endpoint.port,
    user: endpoint.user,
    database: endpoint.name,
  });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
