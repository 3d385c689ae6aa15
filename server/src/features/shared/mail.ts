import { escapeHtml } from '@vitrine/contract/formats.ts';
import type { Letter } from '../../domain/mail-texts.ts';
import type { Ports } from '../../ports/index.ts';
import type { Mail } from '../../ports/mailer.ts';

/** Queues a mail. Its payload is encrypted, because it holds personal data. */
export async function enqueueMail(deps: Pick<Ports, 'jobs' | 'secrets'>, letter: Letter): Promise<void> {
  const { paragraphs, ...envelope } = letter;
  const mail: Mail = {
    ...envelope,
    text: `${paragraphs.join('\n\n')}\n`,
    html: paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n'),
  };
  await deps.jobs.enqueue({
    name: 'send-mail',
    payload: { sealed: deps.secrets.encrypt('mail', JSON.stringify(mail)) },
    key: `send-mail:${letter.id}`,
  });
}

type SendDeps = Pick<Ports, 'mailer' | 'sentMails' | 'secrets' | 'clock' | 'log'>;

/**
 * Sends a queued mail at most once, however often its job runs: the mail is claimed before it is sent, and the claim is
 * released only if the server surely did not accept it. A mail that was encrypted with another secret is dropped.
 */
export async function sendMail(deps: SendDeps, encrypted: string): Promise<void> {
  const text = deps.secrets.decrypt('mail', encrypted);
  if (text === undefined) return deps.log.warn({}, 'mail dropped: sealed with another secret');
  // Authenticated encryption proves that `enqueueMail` wrote it.
  const mail = JSON.parse(text) as Mail;
  const claim = await deps.sentMails.claim(mail.id, deps.clock.now());
  if (claim === 'sent') return deps.log.debug({ mailId: mail.id }, 'mail is sent already');
  if (claim === 'held') throw new Error(uncertain);
  if ((await send(deps, mail)) === 'unclear') throw new Error(uncertain);
  await deps.sentMails.confirm(mail.id);
  deps.log.info({ mailId: mail.id }, 'mail sent');
}

/* The operator reads this as the reason of a dead job. */
const uncertain =
  'The mail may have been sent: its worker ended, or the answer of the mail server got lost. It is not sent again.';

async function send(deps: SendDeps, mail: Mail): Promise<'accepted' | 'unclear'> {
  try {
    return await deps.mailer.send(mail);
  } catch (error) {
    await deps.sentMails.release(mail.id);
    throw error;
  }
}
