import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import { AppError } from '../../domain/errors.ts';
import { asInternetMessage } from '../../domain/mail.ts';
import { seconds } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mailer } from '../../ports/mailer.ts';

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
  log: Pick<Log, 'warn'>;
  clock: Clock;
  /** After how many milliseconds without a sign of life a server is taken for gone. */
  timeout?: number;
};

/**
 * Hands each mail to an SMTP server, over a connection of its own. It may tell whether the server can have accepted a mail
 * that it did not answer for; the `Message-ID` tells a second copy.
 */
export function createSmtpMailer(options: SmtpMailerOptions): Mailer {
  const { host, port, isSecure, user, password, from, log, clock, timeout = seconds(30) } = options;
  const connection = {
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
  };
  return {
    async send(mail) {
      const watch = trackHandover();
      try {
        const transport = createTransport({ ...connection, logger: watch.logger });
        await transport.sendMail(asInternetMessage(mail, { from, at: clock.now() }));
        return 'accepted';
      } catch (error) {
        const cause = toRefusal(error, `${host}:${port}`);
        // RFC 5321 §4.1.1.4: from the end of the text on, and until it answers, a server may take the mail as its own.
        if (!watch.isHandedOver() || hasAnswer(error))
          throw new AppError('unavailable', 'The mail could not be sent.', { cause });
        log.warn({ mailId: mail.id, err: cause }, 'the mail server did not say whether it took a mail');
        return 'unclear';
      }
    },

    async check() {
      try {
        // Connects, encrypts and logs in as a mail does.
        await createTransport(connection).verify();
      } catch (error) {
        const cause = toRefusal(error, `${host}:${port}`);
        throw new AppError('unavailable', 'The mail server takes no mail.', { cause });
      }
    },
  };
}

/** Hears from the log of a connection when the whole text of the mail was written to it. */
function trackHandover() {
  let isHandedOver = false;
  const ignore = () => undefined;
  const info = (entry: { tnx?: string }) => {
    if (entry.tnx === 'message') isHandedOver = true;
  };
  const logger = {
    level: ignore,
    trace: ignore,
    debug: ignore,
    info,
    warn: ignore,
    error: ignore,
    fatal: ignore,
  };
  return { logger, isHandedOver: () => isHandedOver };
}

const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

type SmtpError = { code?: string; responseCode?: number; command?: string };

/**
 * What went wrong and what to do, for the log. Nothing of the server's own words: they repeat addresses of people, and
 * may repeat more.
 */
export function toRefusal(error: unknown, server: string): Error {
  const { code = 'unknown', responseCode, command } = (error ?? {}) as SmtpError;
  const facts = [code, responseCode, command].filter((fact) => fact !== undefined).join(' ');
  return new Error(`${server}: ${findRemedy(code, responseCode)} (${facts})`);
}

/** Whether the server itself said no. */
const hasAnswer = (error: unknown) => (error as SmtpError | undefined)?.responseCode !== undefined;

function findRemedy(code: string, responseCode = 0): string {
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return 'the log-in was refused; look at the user and the password in VITRINE_MAIL_URL';
  if (code === 'ETLS')
    return 'no encrypted connection came about; look at the certificate, or set smtps:// in VITRINE_MAIL_URL';
  if (code === 'EENVELOPE' && responseCode >= 500)
    return 'the sender or the receiver was refused; look at VITRINE_MAIL_FROM';
  // RFC 5321 §4.2.1: 4yz may succeed later, 5yz will not as it stands.
  if (responseCode >= 500) return 'the mail was refused';
  if (responseCode >= 400) return 'the mail was put off; it is tried again';
  return 'the server cannot be reached; look at VITRINE_MAIL_URL, the network and the certificate';
}
