export type Mail = {
  /** Identifies the cause, so that a retry is no second mail. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
};

export interface Mailer {
  /**
   * Sends a mail; does not deduplicate. Returns `unclear` if the response was lost, so that the server may have
   * accepted it. Rejects only if the server did not accept it.
   */
  send(mail: Mail): Promise<'accepted' | 'unclear'>;
  /** Rejects with the reason if the server would not accept mail, as far as that is known without sending one. */
  check(): Promise<void>;
}
