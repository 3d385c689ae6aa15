import type { Timestamp } from '../domain/time.ts';

/** `held`: another has claimed it, and either is sending it or ended before it could tell. */
export type MailClaim = 'claimed' | 'held' | 'sent';

/** Which mails were sent, or are being sent, by whatever process: what keeps one from being sent twice. */
export interface SentMailStore {
  /** Of all who claim a mail one gets `claimed`, until it is released. An id has at most 200 characters. */
  claim(id: string, at: Timestamp): Promise<MailClaim>;
  /** What was claimed is sent, for good. */
  confirm(id: string): Promise<void>;
  /** What was claimed was not sent: it may be claimed again. What is sent stays so. */
  release(id: string): Promise<void>;
  /** Forgets claims from before `at`, whatever became of them. */
  removeBefore(at: Timestamp): Promise<void>;
}
