import type { Timestamp } from '../domain/time.ts';

/** `held`: another worker claimed the mail and is sending it, or ended before it confirmed. */
export type MailClaim = 'claimed' | 'held' | 'sent';

/** Records of sent mails and mails in progress, shared by all processes, so that none is sent twice. */
export interface SentMailStore {
  /** Returns `claimed` to one caller until the claim is released. An id has at most 200 characters. */
  claim(id: string, at: Timestamp): Promise<MailClaim>;
  /** Marks a claimed mail as sent, for good. */
  confirm(id: string): Promise<void>;
  /** Releases the claim of a mail that was not sent. Does nothing to a sent mail. */
  release(id: string): Promise<void>;
  /** Removes claims from before `at`, sent or not. */
  removeBefore(at: Timestamp): Promise<void>;
}
