import { after, before } from 'node:test';
import { sql } from 'kysely';
import {
  type DatabaseServer,
  type DatabaseServerName,
  startDatabaseServer,
} from '../../../testing/servers/database-servers.ts';
import { connectDatabase, type Database, migrate } from '../index.ts';
import type { OpenedTwice } from './describe-stores.ts';

const tables = [
  ...['accounts', 'credentials', 'codes', 'grants', 'sessions', 'tokens', 'attempts'],
  ...['photos', 'photo_tags', 'likes', 'albums', 'album_photos', 'jobs', 'events', 'sent_mails'],
];

/** Starts a server for the surrounding suite, with one database that each test opens empty. */
export function useDatabases(
  name: DatabaseServerName,
  /** Receives the queries of a test when it is over. */
  afterEach: (database: Database, queries: ReadonlySet<string>) => Promise<void> = async () => undefined,
) {
  let server: DatabaseServer | undefined;
  let pair: { here: Database; elsewhere: Database } | undefined;
  const closing = new AsyncDisposableStack();
  const queries = new Set<string>();

  const running = () => {
    if (!server) throw new Error('the server runs within a suite');
    return server;
  };
  before(async () => {
    server = closing.use(await startDatabaseServer(name));
  });
  after(() => closing.disposeAsync());

  async function connectTwice() {
    const { endpoint } = await running().createDatabase();
    const here = closing.use(await connectDatabase(endpoint, { onQuery: (query) => queries.add(query) }));
    const elsewhere = closing.use(await connectDatabase(endpoint));
    await migrate(elsewhere);
    return { here, elsewhere };
  }

  return {
    server: running,
    async openTwice(): Promise<OpenedTwice> {
      pair ??= await connectTwice();
      const { here, elsewhere } = pair;
      for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(elsewhere.kysely);
      queries.clear();
      return { here, elsewhere, [Symbol.asyncDispose]: () => afterEach(elsewhere, queries) };
    },
  };
}
