export type Mail = {
  /** The same cause has the same id, so that a second attempt can be told from a second mail. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
};

export interface Mailer {
  /**
   * Hands a mail over, each time that it is told to. `unclear` where the answer got lost: it may have been accepted.
   * Rejects only where it surely was not.
   */
  send(mail: Mail): Promise<'accepted' | 'unclear'>;
  /**
   * Whether mail of ours would be taken: rejects with the reason where it would not, as far as can be told without a mail.
   * Leaves nothing behind.
   */
  check(): Promise<void>;
}
