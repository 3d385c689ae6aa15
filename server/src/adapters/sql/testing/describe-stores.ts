import type { Clock } from '../../../ports/clock.ts';
import { describeAccountStore } from '../../../ports/conformance/accounts.ts';
import { describeAlbumStore } from '../../../ports/conformance/albums.ts';
import { describeAttemptStore } from '../../../ports/conformance/attempts.ts';
import { newId } from '../../../ports/conformance/builders.ts';
import { describeCredentialStore } from '../../../ports/conformance/credentials.ts';
import { describeEventStore } from '../../../ports/conformance/event-store.ts';
import { describeJobQueue } from '../../../ports/conformance/jobs.ts';
import { describeLikeStore } from '../../../ports/conformance/likes.ts';
import { describePhotoStore } from '../../../ports/conformance/photos.ts';
import { describeSentMailStore } from '../../../ports/conformance/sent-mails.ts';
import { describeSessionStore } from '../../../ports/conformance/sessions.ts';
import type { Stores } from '../../../ports/conformance/stores.ts';
import { describeTokenStore } from '../../../ports/conformance/tokens.ts';
import {
  createSqlAccounts,
  createSqlAlbums,
  createSqlAttempts,
  createSqlCredentials,
  createSqlEventStore,
  createSqlJobQueue,
  createSqlLikes,
  createSqlPhotos,
  createSqlSentMails,
  createSqlSessions,
  createSqlTokens,
  type Database,
} from '../index.ts';

/** One database with nothing in its tables, opened twice as two processes would. */
export type OpenedTwice = AsyncDisposable & { here: Database; elsewhere: Database };

export const createStores = (database: Database): Stores => ({
  accounts: createSqlAccounts(database),
  credentials: createSqlCredentials(database),
  sessions: createSqlSessions(database),
  photos: createSqlPhotos(database),
  likes: createSqlLikes(database),
  albums: createSqlAlbums(database),
  tokens: createSqlTokens(database),
  attempts: createSqlAttempts(database),
  sentMails: createSqlSentMails(database),
  events: createSqlEventStore(database),
});

/** What every port that is kept in a database promises. */
export function describeStores(database: string, openTwice: () => Promise<OpenedTwice>): void {
  async function createHarness() {
    const opened = await openTwice();
    return {
      stores: createStores(opened.here),
      elsewhere: createStores(opened.elsewhere),
      [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
    };
  }
  describeAccountStore(`accounts in ${database}`, createHarness);
  describeCredentialStore(`credentials in ${database}`, createHarness);
  describeSessionStore(`sessions in ${database}`, createHarness);
  describePhotoStore(`photos in ${database}`, createHarness);
  describeLikeStore(`likes in ${database}`, createHarness);
  describeAlbumStore(`albums in ${database}`, createHarness);
  describeTokenStore(`tokens in ${database}`, createHarness);
  describeAttemptStore(`attempts in ${database}`, createHarness);
  describeEventStore(`events in ${database}`, createHarness);
  describeSentMailStore(`sent mails in ${database}`, createHarness);
  const createQueues = async (clock: Clock) => {
    const opened = await openTwice();
    const options = { clock, secrets: { createId: newId } };
    return {
      jobs: createSqlJobQueue(opened.here, options),
      elsewhere: createSqlJobQueue(opened.elsewhere, options),
      [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
    };
  };
  describeJobQueue(`jobs in ${database}`, createQueues, { keepsOrder: true, keepsKeys: true });
}
