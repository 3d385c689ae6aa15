import type { AccountStore } from '../accounts.ts';
import type { AlbumStore } from '../albums.ts';
import type { AttemptStore } from '../attempts.ts';
import type { CredentialStore } from '../credentials.ts';
import type { EventStore } from '../event-store.ts';
import type { LikeStore } from '../likes.ts';
import type { PhotoStore } from '../photos.ts';
import type { SentMailStore } from '../sent-mails.ts';
import type { SessionStore } from '../sessions.ts';
import type { TokenStore } from '../tokens.ts';

export type Stores = {
  accounts: AccountStore;
  credentials: CredentialStore;
  sessions: SessionStore;
  photos: PhotoStore;
  likes: LikeStore;
  albums: AlbumStore;
  tokens: TokenStore;
  attempts: AttemptStore;
  events: EventStore;
  sentMails: SentMailStore;
};

/** Stores with nothing in them. */
export type StoreHarness<Name extends keyof Stores> = AsyncDisposable & {
  stores: Pick<Stores, Name>;
  /** The same data as another process reaches it. */
  elsewhere: Pick<Stores, Name>;
};

export type CreateHarness<Name extends keyof Stores> = () => Promise<StoreHarness<Name>>;
