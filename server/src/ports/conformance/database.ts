import type { Clock } from '../clock.ts';
import type { Stores, StoresOptions } from '../stores.ts';
import { describeAccountStore } from './accounts.ts';
import { describeAlbumStore } from './albums.ts';
import { describeAttemptStore } from './attempts.ts';
import { newId, noon } from './builders.ts';
import { describeConcurrency } from './concurrency.ts';
import { describeCredentialStore } from './credentials.ts';
import { describeEventStore } from './event-store.ts';
import { describeHiddenFileStore } from './hidden-files.ts';
import { describeJobQueue } from './jobs.ts';
import { describeJobsInDatabase } from './jobs-in-database.ts';
import { describeLikeStore } from './likes.ts';
import { describePhotoStore } from './photos.ts';
import { describeSentMailStore } from './sent-mails.ts';
import { describeSessionStore } from './sessions.ts';
import { describeTokenStore } from './tokens.ts';

/** An empty database, opened twice as two processes would. */
export type StoresTwice = AsyncDisposable & { here: Stores; elsewhere: Stores };

/** Describes the promises of all stores of a database. */
export function describeDatabase(
  database: string,
  openTwice: (options: StoresOptions) => Promise<StoresTwice>,
): void {
  const open = (clock: Clock) => openTwice({ clock, secrets: { createId: newId } });
  async function createHarness() {
    const opened = await open({ now: () => noon });
    return {
      stores: opened.here,
      elsewhere: opened.elsewhere,
      [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
    };
  }
  describeAccountStore(`accounts in ${database}`, createHarness);
  describeCredentialStore(`credentials in ${database}`, createHarness);
  describeSessionStore(`sessions in ${database}`, createHarness);
  describePhotoStore(`photos in ${database}`, createHarness);
  describeLikeStore(`likes in ${database}`, createHarness);
  describeHiddenFileStore(`hidden files in ${database}`, createHarness);
  describeAlbumStore(`albums in ${database}`, createHarness);
  describeTokenStore(`tokens in ${database}`, createHarness);
  describeAttemptStore(`attempts in ${database}`, createHarness);
  describeEventStore(`events in ${database}`, createHarness);
  describeSentMailStore(`sent mails in ${database}`, createHarness);
  describeConcurrency(`concurrency in ${database}`, createHarness);
  const createQueues = async (clock: Clock) => {
    const opened = await open(clock);
    return {
      jobs: opened.here.jobs,
      elsewhere: opened.elsewhere.jobs,
      [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
    };
  };
  describeJobQueue(`jobs in ${database}`, createQueues);
  describeJobsInDatabase(`order and keys of jobs in ${database}`, createQueues);
}
