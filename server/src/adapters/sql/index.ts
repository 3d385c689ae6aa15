import type { OpenedStores, Stores, StoresOptions } from '../../ports/stores.ts';
import { type ConnectOptions, connectDatabase } from './drivers/connect-database.ts';
import type { Database } from './drivers/database.ts';
import { type DatabaseOptions, openSqlite } from './drivers/open-sqlite.ts';
import { describeLocation, type ServerEndpoint } from './drivers/server-driver.ts';
import { migrate } from './migrations/migrate.ts';
import { createSqlAccounts } from './stores/accounts.ts';
import { createSqlAlbums } from './stores/albums.ts';
import { createSqlAttempts } from './stores/attempts.ts';
import { createSqlCredentials } from './stores/credentials.ts';
import { createSqlEventStore } from './stores/event-store.ts';
import { createSqlHiddenFiles } from './stores/hidden-files.ts';
import { createSqlJobQueue } from './stores/job-queue.ts';
import { createSqlLikes } from './stores/likes.ts';
import { createSqlPhotos } from './stores/photos.ts';
import { createSqlSentMails } from './stores/sent-mails.ts';
import { createSqlSessions } from './stores/sessions.ts';
import { createSqlTokens } from './stores/tokens.ts';

export type OpenOptions = DatabaseOptions & Pick<ConnectOptions, 'patience'>;

export async function openSqlStores(
  location: ServerEndpoint | { kind: 'sqlite'; path: string },
  { clock, secrets, ...options }: StoresOptions & OpenOptions,
): Promise<OpenedStores> {
  const database =
    location.kind === 'sqlite'
      ? await openSqlite(location.path, options)
      : await connectDatabase(location, options);
  return {
    stores: createSqlStores(database, { clock, secrets }),
    url: describeLocation(location),
    migrate: () => migrate(database),
    check: () => database.check(),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

export const createSqlStores = (database: Database, options: StoresOptions): Stores => ({
  accounts: createSqlAccounts(database),
  credentials: createSqlCredentials(database),
  sessions: createSqlSessions(database),
  tokens: createSqlTokens(database),
  attempts: createSqlAttempts(database),
  photos: createSqlPhotos(database),
  albums: createSqlAlbums(database),
  likes: createSqlLikes(database),
  hiddenFiles: createSqlHiddenFiles(database),
  events: createSqlEventStore(database),
  sentMails: createSqlSentMails(database),
  jobs: createSqlJobQueue(database, options),
});

export type { Database };
export {
  connectDatabase,
  createSqlAccounts,
  createSqlAlbums,
  createSqlHiddenFiles,
  createSqlJobQueue,
  createSqlLikes,
  createSqlPhotos,
  migrate,
  openSqlite,
};
