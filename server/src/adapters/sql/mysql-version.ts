import type { ServerClient } from './server-driver.ts';

/** MariaDB speaks MySQL's protocol, and a dialect of its own. */
export async function readIsMariaDb(client: Pick<ServerClient, 'execute'>): Promise<boolean> {
  const { rows } = await client.execute<{ version: string }>({
    sql: 'select version() as version',
    parameters: [],
  });
  return rows[0]?.version.includes('MariaDB') ?? false;
}
