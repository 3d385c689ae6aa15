import type { AccountId, SessionId } from '../domain/ids.ts';
import type { Session } from '../domain/session.ts';
import type { Timestamp } from '../domain/time.ts';

export interface SessionStore {
  insert(session: Session): Promise<void>;
  /** Ignores expired sessions. */
  findByDigest(secretDigest: string, now: Timestamp): Promise<Session | undefined>;
  /** Updates `lastSeenAt` and `expiresAt`. Does nothing if the session is gone. */
  renew(id: SessionId, times: { lastSeenAt: Timestamp; expiresAt: Timestamp }): Promise<void>;
  /** The last used first. Returns at most 100. */
  listByAccount(accountId: AccountId, now: Timestamp): Promise<Session[]>;
  /** Returns false if the account has no such session. */
  remove(accountId: AccountId, id: SessionId): Promise<boolean>;
  removeAll(accountId: AccountId, except?: SessionId): Promise<void>;
  removeExpired(now: Timestamp): Promise<void>;
}
