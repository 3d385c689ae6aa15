import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { missingDatabaseServer } from '../../testing/servers/database-servers.ts';
import { connectDatabase, migrate } from './index.ts';
import { describeServer } from './testing/describe-server.ts';
import { describeStores } from './testing/describe-stores.ts';
import { useDatabases } from './testing/use-databases.ts';

describe('on MariaDB', { skip: missingDatabaseServer('MariaDB') }, () => {
  const databases = useDatabases('MariaDB');
  describeStores('MariaDB', databases.openTwice);
  describeServer('MariaDB', databases);

  it('resumes an interrupted migration', async () => {
    const { endpoint } = await databases.server().createDatabase();
    await using database = await connectDatabase(endpoint);
    await migrate(database);
    await sql`delete from kysely_migration`.execute(database.kysely);
    await sql`drop table jobs`.execute(database.kysely);
    await sql`drop index albums_by_cover_photo_id on albums`.execute(database.kysely);
    await migrate(database);
    await sql`select id from jobs`.execute(database.kysely);
    await sql`delete from kysely_migration where name >= '002-turns'`.execute(database.kysely);
    await sql`drop index jobs_by_waiting_group_due_at on jobs`.execute(database.kysely);
    await migrate(database);
    await sql`select id from jobs force index (jobs_by_waiting_group_due_at)`.execute(database.kysely);
  });
});
