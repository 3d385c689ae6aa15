import { escapeHtml } from '../../domain/mail.ts';
import type { Ports } from '../../ports/index.ts';
import type { Mail } from '../../ports/mailer.ts';

type SendMailDeps = Pick<Ports, 'mailer' | 'sentMails' | 'secrets' | 'clock' | 'log'>;

/**
 * Sends a mail that rested sealed in the queue, once, however often and wherever its job runs: it is claimed before it is
 * sent, and the claim is given up only where it was surely not accepted. One that cannot be opened was sealed with another
 * secret: it is dropped.
 */
export async function sendMail(ports: SendMailDeps, sealed: string): Promise<void> {
  const text = ports.secrets.decrypt('mail', sealed);
  if (text === undefined) return ports.log.warn({}, 'mail dropped: sealed with another secret');
  // What was sealed here was a mail; the seal proves that it still is.
  const mail = JSON.parse(text) as Mail;
  const claim = await ports.sentMails.claim(mail.id, ports.clock.now());
  if (claim === 'sent') return ports.log.debug({ mailId: mail.id }, 'mail is sent already');
  if (claim === 'held') throw new Error(doubt);
  if ((await send(ports, mail)) === 'unclear') throw new Error(doubt);
  await ports.sentMails.confirm(mail.id);
  ports.log.info({ mailId: mail.id }, 'mail sent');
}

/* The reason of a dead job: told to who runs the gallery. */
const doubt =
  'The mail may have been sent: its worker ended, or the answer of the mail server got lost. It is not sent again.';

async function send(ports: SendMailDeps, mail: Mail): Promise<'accepted' | 'unclear'> {
  try {
    return await ports.mailer.send(mail);
  } catch (error) {
    await ports.sentMails.release(mail.id);
    throw error;
  }
}

export type Letter = Pick<Mail, 'id' | 'to' | 'subject'> & { paragraphs: readonly string[] };

/** Mail rests sealed in the queue until it is sent. */
export async function enqueueMail(ports: Pick<Ports, 'jobs' | 'secrets'>, letter: Letter): Promise<void> {
  const { paragraphs, ...envelope } = letter;
  const mail: Mail = {
    ...envelope,
    text: `${paragraphs.join('\n\n')}\n`,
    html: paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n'),
  };
  await ports.jobs.enqueue({
    name: 'send-mail',
    payload: { sealed: ports.secrets.encrypt('mail', JSON.stringify(mail)) },
    key: `send-mail:${letter.id}`,
  });
}
