import type { AccountStore } from './accounts.ts';
import type { AlbumStore } from './albums.ts';
import type { AttemptStore } from './attempts.ts';
import type { Clock } from './clock.ts';
import type { CredentialStore } from './credentials.ts';
import type { EventStore } from './events.ts';
import type { HiddenFileStore } from './hidden-files.ts';
import type { JobQueue } from './jobs.ts';
import type { LikeStore } from './likes.ts';
import type { PhotoStore } from './photos.ts';
import type { Secrets } from './secrets.ts';
import type { SentMailStore } from './sent-mails.ts';
import type { SessionStore } from './sessions.ts';
import type { TokenStore } from './tokens.ts';

/** Stores that share one database. */
export type Stores = {
  accounts: AccountStore;
  credentials: CredentialStore;
  sessions: SessionStore;
  tokens: TokenStore;
  attempts: AttemptStore;
  photos: PhotoStore;
  albums: AlbumStore;
  likes: LikeStore;
  hiddenFiles: HiddenFileStore;
  events: EventStore;
  sentMails: SentMailStore;
  jobs: JobQueue;
};

export type StoresOptions = { clock: Clock; secrets: Pick<Secrets, 'createId'> };

/** Open database. */
export type OpenedStores = AsyncDisposable & {
  stores: Stores;
  /** URL without secrets, for messages. */
  url: string;
  /** Migrates the database to this version's schema. */
  migrate(): Promise<void>;
  /** Rejects with the reason if the database does not respond. */
  check(): Promise<void>;
};
