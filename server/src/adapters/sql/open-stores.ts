import type { OpenedStores, Stores, StoresOptions } from '../../ports/stores.ts';
import { createSqlAccounts } from './accounts.ts';
import { createSqlAlbums } from './albums.ts';
import { createSqlAttempts } from './attempts.ts';
import { type ConnectOptions, connectDatabase } from './connect-database.ts';
import { createSqlCredentials } from './credentials.ts';
import type { Database } from './database.ts';
import { createSqlEventStore } from './event-store.ts';
import { createSqlHiddenFiles } from './hidden-files.ts';
import { createSqlJobQueue } from './job-queue.ts';
import { createSqlLikes } from './likes.ts';
import { migrate } from './migrate.ts';
import { type DatabaseOptions, openDatabase } from './open-database.ts';
import { createSqlPhotos } from './photos.ts';
import { createSqlSentMails } from './sent-mails.ts';
import { describeLocation, type ServerAddress } from './server-address.ts';
import { createSqlSessions } from './sessions.ts';
import { createSqlTokens } from './tokens.ts';

export type OpenOptions = DatabaseOptions & Pick<ConnectOptions, 'patience'>;

export async function openSqlStores(
  location: ServerAddress | { kind: 'sqlite'; path: string },
  { clock, secrets, ...options }: StoresOptions & OpenOptions,
): Promise<OpenedStores> {
  const database =
    location.kind === 'sqlite'
      ? await openDatabase(location.path, options)
      : await connectDatabase(location, options);
  return {
    stores: createSqlStores(database, { clock, secrets }),
    address: describeLocation(location),
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
