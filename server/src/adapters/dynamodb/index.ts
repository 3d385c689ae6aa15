import type { OpenedStores, Stores, StoresOptions } from '../../ports/stores.ts';
import { createDynamoAccounts } from './stores/accounts.ts';
import { createDynamoAlbums } from './stores/albums.ts';
import { createDynamoAttempts } from './stores/attempts.ts';
import { createDynamoCredentials } from './stores/credentials.ts';
import { createDynamoEventStore } from './stores/event-store.ts';
import { createDynamoHiddenFiles } from './stores/hidden-files.ts';
import { createDynamoJobQueue } from './stores/job-queue.ts';
import { createDynamoLikes } from './stores/likes.ts';
import { createDynamoPhotos } from './stores/photos.ts';
import { createDynamoSessions, createDynamoTokens } from './stores/secret-store.ts';
import { createDynamoSentMails } from './stores/sent-mails.ts';
import { type ConnectOptions, connectTable } from './table/connect-table.ts';
import type { TableEndpoint } from './table/dynamodb-errors.ts';
import type { Table } from './table/table.ts';

export async function openDynamoStores(
  endpoint: TableEndpoint,
  { clock, secrets, ...options }: StoresOptions & ConnectOptions,
): Promise<OpenedStores> {
  const { table, ...connected } = await connectTable(endpoint, options);
  return {
    ...connected,
    stores: createDynamoStores(table, { clock, secrets }),
    url: `${endpoint.endpoint ?? 'dynamodb:/'}/${endpoint.table}`,
  };
}

export const createDynamoStores = (table: Table, options: StoresOptions): Stores => ({
  accounts: createDynamoAccounts(table),
  credentials: createDynamoCredentials(table),
  sessions: createDynamoSessions(table),
  tokens: createDynamoTokens(table),
  attempts: createDynamoAttempts(table),
  photos: createDynamoPhotos(table, options),
  albums: createDynamoAlbums(table),
  likes: createDynamoLikes(table),
  hiddenFiles: createDynamoHiddenFiles(table),
  events: createDynamoEventStore(table),
  sentMails: createDynamoSentMails(table),
  jobs: createDynamoJobQueue(table, options),
});
