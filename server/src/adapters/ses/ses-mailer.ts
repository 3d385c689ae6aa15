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
import { mayHaveBeenSent, toRefusal } from './ses-errors.ts';

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
