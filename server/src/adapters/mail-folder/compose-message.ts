import { createTransport } from 'nodemailer';
import type { Mail } from '../../ports/mailer.ts';

/** The mail as an Internet message, RFC 5322. */
export async function composeMessage(
  mail: Mail,
  { from, date }: { from: string; date: Date },
): Promise<Uint8Array> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({
    from,
    // As an object it is one address, whatever it holds.
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date,
    messageId: `<${mail.id}@${senderDomain(from)}>`,
    // RFC 3834 §5: no out-of-office notices in answer.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  if (!(message instanceof Uint8Array)) throw new TypeError('the message was not put together');
  return message;
}

const senderDomain = (from: string) => /@([\w.-]+)/u.exec(from)?.[1] ?? 'localhost';
