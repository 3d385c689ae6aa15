import { escapeHtml } from '../../domain/escape-html.ts';
import type { Ports } from '../../ports/index.ts';
import type { Mail } from '../../ports/mailer.ts';

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
    payload: { sealed: ports.secrets.seal('mail', JSON.stringify(mail)) },
    key: `send-mail:${letter.id}`,
  });
}
