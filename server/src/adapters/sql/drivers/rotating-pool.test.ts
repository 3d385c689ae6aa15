import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { createRenewableSecret } from '../../../config/read-secrets.ts';
import {
  type DatabaseServerName,
  missingDatabaseServer,
  startDatabaseServer,
} from '../../../testing/servers/database-servers.ts';
import { connectDatabase } from './connect-database.ts';

/* The test server asks for no password until its `pg_hba.conf` says so. */
const changes: Record<DatabaseServerName, { make: string[]; change: (word: string) => string }> = {
  MariaDB: {
    make: ["create user ada@'%' identified by 'one'", 'grant all on *.* to ada@`%`'],
    change: (word) => `alter user ada@'%' identified by '${word}'`,
  },
  PostgreSQL: {
    make: [
      "create role ada login superuser password 'one'",
      `create table hba (line text)`,
      `insert into hba values ('host all ada 127.0.0.1/32 scram-sha-256'), ('host all all 127.0.0.1/32 trust')`,
      `do $$ begin execute format('copy hba to %L', current_setting('hba_file')); end $$`,
      'select pg_reload_conf()',
    ],
    change: (word) => `alter role ada password '${word}'`,
  },
};

describe('a password that changes while it is in use', () => {
  for (const name of ['PostgreSQL', 'MariaDB'] satisfies DatabaseServerName[])
    it(`is looked up again when ${name} refuses it`, { skip: missingDatabaseServer(name) }, async () => {
      await using server = await startDatabaseServer(name);
      const { endpoint } = await server.createDatabase();
      await using root = await connectDatabase(endpoint);
      const run = (statement: string) => sql.raw(statement).execute(root.kysely);
      for (const statement of changes[name].make) await run(statement);

      let kept = 'one';
      let looks = 0;
      const password = createRenewableSecret('one', async () => {
        looks += 1;
        return kept;
      });
      const asAda = { ...endpoint, user: 'ada', pool: 2 };
      await using database = await connectDatabase({ ...asAda, password });
      const released = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      const holding = database.kysely.connection().execute(async (connection) => {
        held.resolve();
        await released.promise;
        await sql`select 1`.execute(connection);
      });
      await held.promise;

      await run(changes[name].change('two'));
      kept = 'two';
      await Promise.all([database.check(), database.check()]);
      assert.equal(looks, 1);
      released.resolve();
      await holding;
      await assert.rejects(
        connectDatabase({ ...asAda, password: { reveal: () => 'one' } }, { patience: 0 }),
        /cannot be reached/u,
      );
    });
});
