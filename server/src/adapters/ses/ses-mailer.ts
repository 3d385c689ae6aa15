import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import {
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  SESv2Client,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2';
import { createTransport } from 'nodemailer';
import { AppError } from '../../domain/errors.ts';
import { asInternetMessage } from '../../domain/mail.ts';
import { seconds } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mailer } from '../../ports/mailer.ts';

export type SesMailerOptions = {
  /** Defaults to the SDK's own setting (`AWS_REGION`, profile). */
  region?: string | undefined;
  /** Endpoint of a service other than Amazon's. */
  endpoint?: string | undefined;
  /** Configuration set, which defines how SES handles bounces and complaints. */
  configurationSet?: string | undefined;
  /** `Vitrine <vitrine@example.org>` */
  from: string;
  log: Pick<Log, 'warn'>;
  clock: Clock;
  /** Timeout in milliseconds without any response from SES. */
  timeout?: number;
};

/** Sends each mail to Amazon SES. SES replaces the `Message-ID`, so another header contains the mail's id. */
export function createSesMailer(options: SesMailerOptions): Mailer & Disposable {
  const { region, endpoint, configurationSet, from, log, clock, timeout = seconds(30) } = options;
  const sesClient = new SESv2Client({
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    // SES has no idempotency keys, so the SDK must not retry. The job retries mails that were certainly not accepted.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: seconds(5),
      socketTimeout: timeout,
      // A kept-alive connection may close during a request, which leaves the outcome unknown.
      httpAgent: new HttpAgent({ keepAlive: false }),
      httpsAgent: new HttpsAgent({ keepAlive: false }),
    },
  });
  const transport = createTransport({ SES: { sesClient, SendEmailCommand } });
  return {
    async send(mail) {
      try {
        const message = asInternetMessage(mail, { from, at: clock.now() });
        await transport.sendMail({
          ...message,
          headers: { ...message.headers, 'X-Vitrine-Mail-ID': mail.id },
          ...(configurationSet !== undefined && { ses: { ConfigurationSetName: configurationSet } }),
        });
        return 'accepted';
      } catch (error) {
        const cause = toRefusal(error);
        if (!mayHaveBeenSent(error))
          throw new AppError('unavailable', 'The mail could not be sent.', { cause });
        log.warn({ mailId: mail.id, err: cause }, 'mail server did not confirm whether it accepted a mail');
        return 'unclear';
      }
    },

    async check() {
      try {
        await checkSender(sesClient, from);
        if (configurationSet !== undefined)
          await sesClient.send(new GetConfigurationSetCommand({ ConfigurationSetName: configurationSet }));
      } catch (error) {
        throw new AppError('unavailable', 'SES does not accept mail from this sender.', {
          cause: toRefusal(error),
        });
      }
    },

    [Symbol.dispose]: () => sesClient.destroy(),
  };
}

/**
 * Rejects if SES has not verified the sender. SES may have verified the email, its domain or a parent domain; one is
 * enough, and a role may be allowed to query only that one.
 */
async function checkSender(client: SESv2Client, from: string): Promise<void> {
  const [email = from, host = ''] = /[^\s<>"]+@([\w.-]+)/u.exec(from) ?? [];
  const labels = host.split('.');
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  const answers = await Promise.allSettled([email, ...domains].map((name) => isVerified(client, name)));
  if (answers.some((answer) => answer.status === 'fulfilled' && answer.value)) return;
  const awaitsProof = answers.some(({ status }) => status === 'fulfilled');
  const refusals = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason);
  const unexpected = refusals.find(({ name }) => name !== 'NotFoundException');
  throw awaitsProof || !unexpected ? Object.assign(new Error(), { name: 'SenderNotVerified' }) : unexpected;
}

async function isVerified(client: SESv2Client, name: string): Promise<boolean> {
  const { VerifiedForSendingStatus } = await client.send(
    new GetEmailIdentityCommand({ EmailIdentity: name }),
  );
  return VerifiedForSendingStatus ?? false;
}

type Facts = { code: string; status: number; requestId: string | undefined; message: string };

/** Returns the cause and remedy for the log, without the service's own text, which contains email addresses. */
function toRefusal(error: unknown): Error {
  const facts = readFacts(error);
  const details = [facts.code, facts.status || undefined, facts.requestId].filter(
    (fact) => fact !== undefined,
  );
  return new Error(`SES: ${findRemedy(facts)} (${details.join(' ')})`);
}

/**
 * Returns true if SES may have accepted the mail despite the error: the connection broke after the request was sent,
 * or SES failed internally. Each request has its own connection, so connections break for no other reason.
 */
function mayHaveBeenSent(error: unknown): boolean {
  const { code, status, message } = readFacts(error);
  // 503 means that nothing was done. An unreadable 2xx response means that the mail was accepted.
  if (status > 0) return status < 300 || (status >= 500 && status !== 503);
  if (code === 'TimeoutError') return !message.includes('did not establish a connection');
  return /^(ECONNRESET|EPIPE|ECONNABORTED)$/u.test(code) && !message.includes('before secure TLS connection');
}

function readFacts(error: unknown): Facts {
  const { name, code, message, $metadata, $response } = (error ?? {}) as {
    name?: string;
    code?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number; requestId?: string };
    $response?: { statusCode?: number };
  };
  // Node's errors have a code in capitals; SES's errors are named after their code.
  const isNodes = typeof code === 'string' && code !== 'ESES' && /^[A-Z][A-Z0-9_]+$/u.test(code);
  return {
    code: (isNodes || name === 'Error' || name === undefined ? code : name) ?? 'unknown',
    status: $metadata?.httpStatusCode ?? $response?.statusCode ?? 0,
    requestId: $metadata?.requestId,
    message: message ?? '',
  };
}

/*
 * Errors of SES and Vitrine's own `SenderNotVerified`:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 */
const remedies: readonly [codes: RegExp, remedy: string][] = [
  [
    /^MessageRejected$/u,
    'the mail was refused: verify the address or the domain of VITRINE_MAIL_FROM in this region; while the account is in the sandbox the receiver has to be verified too, so ask AWS for production access',
  ],
  [
    /^SenderNotVerified$/u,
    'the sender is not verified: verify the address or the domain of VITRINE_MAIL_FROM in this region',
  ],
  [
    /^MailFromDomainNotVerified/u,
    'the MAIL FROM domain of the sender is not verified: check its DNS records in the console of SES',
  ],
  [
    /^(AccountSuspended|SendingPaused)/u,
    'sending is suspended or paused for this account or configuration set: check its reputation in the console of SES',
  ],
  [
    /^(TooManyRequests|Throttling|LimitExceeded|RequestThrottled|ServiceUnavailable|503$)/u,
    'SES asks for fewer mails, or the quota of the day is used up: it is tried again',
  ],
  [
    /^NotFoundException$/u,
    'there is no such configuration set in this region: check configurationSet in VITRINE_MAIL_URL',
  ],
  [
    /^(RequestTimeTooSkewed|RequestExpired)$/u,
    'the clock of this machine is wrong: set it, for example by NTP',
  ],
  [
    /^(CredentialsProviderError|InvalidClientTokenId|IncompleteSignature|MissingAuthenticationToken|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|ExpiredToken\w*)$/u,
    'the AWS credentials are missing, wrong or expired: check the profile, the role or the environment',
  ],
  [
    /^(AccessDenied\w*|403)$/u,
    'access is refused: allow ses:SendEmail and ses:SendRawEmail on the identity of VITRINE_MAIL_FROM and the configuration set; and to `vitrine doctor`, ses:GetEmailIdentity on the one and ses:GetConfigurationSet on the other',
  ],
  [/^(E[A-Z_]+|TimeoutError)$/u, 'it cannot be reached: check the network, and endpoint in VITRINE_MAIL_URL'],
  [/^BadRequestException$/u, 'it does not accept the sender or the receiver: check VITRINE_MAIL_FROM'],
];

function findRemedy({ code, status, message }: Facts): string {
  // The SDK has no code for a missing region.
  if (message.startsWith('Region is missing'))
    return 'no region is set: add ?region= to VITRINE_MAIL_URL, or set AWS_REGION';
  const remedy =
    remedies.find(([codes]) => codes.test(code)) ?? remedies.find(([codes]) => codes.test(String(status)));
  return remedy?.[1] ?? 'the mail could not be sent: check VITRINE_MAIL_URL';
}
