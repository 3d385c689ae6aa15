import type { AccountStore } from './accounts.ts';
import type { AlbumStore } from './albums.ts';
import type { AttemptStore } from './attempts.ts';
import type { BlobStore } from './blobs.ts';
import type { Clock } from './clock.ts';
import type { EventBus } from './events.ts';
import type { Identity } from './identity.ts';
import type { ImageProcessor } from './images.ts';
import type { JobQueue } from './jobs.ts';
import type { LikeStore } from './likes.ts';
import type { Log } from './log.ts';
import type { Mailer } from './mailer.ts';
import type { PhotoStore } from './photos.ts';
import type { Scratch } from './scratch.ts';
import type { Secrets } from './secrets.ts';
import type { SessionStore } from './sessions.ts';
import type { TokenStore } from './tokens.ts';

/** All that the application needs from outside. A use case names the few that it takes. */
export type Ports = {
  accounts: AccountStore;
  identity: Identity;
  sessions: SessionStore;
  tokens: TokenStore;
  photos: PhotoStore;
  albums: AlbumStore;
  likes: LikeStore;
  blobs: BlobStore;
  images: ImageProcessor;
  jobs: JobQueue;
  attempts: AttemptStore;
  mailer: Mailer;
  events: EventBus;
  scratch: Scratch;
  secrets: Secrets;
  clock: Clock;
  log: Log;
};
