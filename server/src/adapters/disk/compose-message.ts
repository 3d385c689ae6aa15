import { createTransport } from 'nodemailer';
import { asInternetMessage } from '../../domain/mail.ts';
import type { Timestamp } from '../../domain/time.ts';
import type { Mail } from '../../ports/mailer.ts';

/** The bytes of the message. */
export async function composeMessage(
  mail: Mail,
  place: { from: string; at: Timestamp },
): Promise<Uint8Array> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail(asInternetMessage(mail, place));
  if (!(message instanceof Uint8Array)) throw new TypeError('the message was not put together');
  return message;
}
