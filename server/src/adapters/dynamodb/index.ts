import type { OpenedStores, Stores, StoresOptions } from '../../ports/stores.ts';
import { createDynamoAccounts } from './accounts.ts';
import { createDynamoAlbums } from './albums.ts';
import { createDynamoAttempts } from './attempts.ts';
import { type ConnectOptions, connectTable } from './connect-table.ts';
import { createDynamoCredentials } from './credentials.ts';
import type { TablePlace } from './dynamodb-errors.ts';
import { createDynamoEventStore } from './event-store.ts';
import { createDynamoHiddenFiles } from './hidden-files.ts';
import { createDynamoJobQueue } from './job-queue.ts';
import { createDynamoLikes } from './likes.ts';
import { createDynamoPhotos } from './photos.ts';
import { createDynamoSentMails } from './sent-mails.ts';
import { createDynamoSessions } from './sessions.ts';
import type { Table } from './table.ts';
import { createDynamoTokens } from './tokens.ts';

export async function openDynamoStores(
  place: TablePlace,
  { clock, secrets, ...options }: StoresOptions & ConnectOptions,
): Promise<OpenedStores> {
  const { table, ...connected } = await connectTable(place, options);
  return {
    ...connected,
    stores: createDynamoStores(table, { clock, secrets }),
    address: `${place.endpoint ?? 'dynamodb:/'}/${place.table}`,
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
