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
  /** True for TLS from the first byte (`smtps:`, RFC 8314 §3.3). Otherwise uses STARTTLS if the server offers it. */
  isSecure: boolean;
  user?: string | undefined;
  /** Wrapped, so that it appears in no log and no JSON. */
  password?: { reveal(): string } | undefined;
  /** `Vitrine <vitrine@example.org>` */
  from: string;
  log: Pick<Log, 'warn'>;
  clock: Clock;
  /** Timeout in milliseconds without any response from the server. */
  timeout?: number;
};

/**
 * Sends each mail to an SMTP server over its own connection. Reports `unclear` if the server may have accepted a mail
 * without answering; the `Message-ID` identifies duplicates.
 */
export function createSmtpMailer(options: SmtpMailerOptions): Mailer {
  const { host, port, isSecure, user, password, from, log, clock, timeout = seconds(30) } = options;
  const connection = {
    host,
    port,
    secure: isSecure,
    // RFC 4954 §4: send no password over an unencrypted network.
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
        // RFC 5321 §4.1.1.4: the server may have accepted the mail once its text has ended, even without an answer.
        if (!watch.isHandedOver() || hasAnswer(error))
          throw new AppError('unavailable', 'The mail could not be sent.', { cause });
        log.warn({ mailId: mail.id, err: cause }, 'mail server did not confirm whether it accepted a mail');
        return 'unclear';
      }
    },

    async check() {
      try {
        // Connects, encrypts and logs in like a mail.
        await createTransport(connection).verify();
      } catch (error) {
        const cause = toRefusal(error, `${host}:${port}`);
        throw new AppError('unavailable', 'The mail server does not accept mail.', { cause });
      }
    },
  };
}

/** Detects in the connection's log that the whole mail was sent. */
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
 * Returns the cause and remedy for the log, without the server's own text, which may contain email addresses and more.
 */
export function toRefusal(error: unknown, server: string): Error {
  const { code = 'unknown', responseCode, command } = (error ?? {}) as SmtpError;
  const facts = [code, responseCode, command].filter((fact) => fact !== undefined).join(' ');
  return new Error(`${server}: ${findRemedy(code, responseCode)} (${facts})`);
}

/** Returns true if the server itself refused. */
const hasAnswer = (error: unknown) => (error as SmtpError | undefined)?.responseCode !== undefined;

function findRemedy(code: string, responseCode = 0): string {
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return 'the log-in was refused; check the user and the password in VITRINE_MAIL_URL';
  if (code === 'ETLS')
    return 'no encrypted connection was established; check the certificate, or set smtps:// in VITRINE_MAIL_URL';
  if (code === 'EENVELOPE' && responseCode >= 500)
    return 'the sender or the receiver was refused; check VITRINE_MAIL_FROM';
  // RFC 5321 §4.2.1: 4yz is temporary, 5yz is permanent.
  if (responseCode >= 500) return 'the mail was refused';
  if (responseCode >= 400) return 'the mail was deferred; the job tries again';
  return 'the server cannot be reached; check VITRINE_MAIL_URL, the network and the certificate';
}
