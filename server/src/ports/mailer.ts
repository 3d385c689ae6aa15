export type Mail = {
  /** The same cause has the same id, so that a second attempt can be told from a second mail. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
};

export interface Mailer {
  send(mail: Mail): Promise<void>;
}
