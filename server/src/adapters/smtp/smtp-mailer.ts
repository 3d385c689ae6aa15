import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import { AppError } from '../../domain/errors.ts';
import { seconds } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mail, Mailer } from '../../ports/mailer.ts';
import { asRefusal } from './smtp-errors.ts';

export type SmtpMailerOptions = {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps:`, RFC 8314 §3.3); otherwise by STARTTLS where the server offers it. */
  isSecure: boolean;
  user?: string | undefined;
  /** Not as text, so that no log and no JSON shows it. */
  password?: { reveal(): string } | undefined;
  /** `Vitrine <vitrine@example.org>` */
  from: string;
  log: Pick<Log, 'info' | 'debug'>;
  clock: Clock;
  /** After how many milliseconds without a sign of life a server is taken for gone. */
  timeout?: number;
};

/* How many ids of accepted mails are remembered: a queue hands a job out twice soon or not at all. */
const remembered = 10_000;

/**
 * Hands each mail to an SMTP server, over a connection of its own. What the server has accepted is not handed over
 * again by this process; across processes the `Message-ID` tells a second copy.
 */
export function createSmtpMailer(options: SmtpMailerOptions): Mailer {
  const { host, port, isSecure, user, password, from, log, clock, timeout = seconds(30) } = options;
  const transport = createTransport({
    host,
    port,
    secure: isSecure,
    // RFC 4954 §4: no password goes over a network that others may read.
    requireTLS: !isSecure && user !== undefined && !isLoopback(host),
    ...(user !== undefined && { auth: { user, pass: password?.reveal() ?? '' } }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
  });
  const accepted = new Set<string>();
  const underWay = new Map<string, Promise<void>>();

  async function submit(mail: Mail): Promise<void> {
    try {
      await transport.sendMail(composeMessage(mail, from, new Date(clock.now())));
    } catch (error) {
      const cause = asRefusal(error, `${host}:${port}`);
      throw new AppError('unavailable', 'The mail could not be sent.', { cause });
    }
    accepted.add(mail.id);
    const [oldest] = accepted;
    if (accepted.size > remembered && oldest !== undefined) accepted.delete(oldest);
    log.info({ mailId: mail.id }, 'mail sent');
  }

  return {
    async send(mail) {
      if (accepted.has(mail.id)) return log.debug({ mailId: mail.id }, 'mail is sent already');
      const sending = underWay.get(mail.id) ?? submit(mail).finally(() => underWay.delete(mail.id));
      underWay.set(mail.id, sending);
      await sending;
    },
  };
}

const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const composeMessage = (mail: Mail, from: string, date: Date) => ({
  from,
  // As an object it is one address, whatever it holds.
  to: { name: '', address: mail.to },
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  date,
  // RFC 5322 §3.6.4: the same for every copy of the same mail.
  messageId: `<${mail.id}@${senderDomain(from)}>`,
  // RFC 3834 §5: no out-of-office notices in answer.
  headers: { 'Auto-Submitted': 'auto-generated' },
  disableFileAccess: true,
  disableUrlAccess: true,
});

const senderDomain = (from: string) => /@([\w.-]+)/u.exec(from)?.[1] ?? 'localhost';
