import type { Ports } from '../../ports/index.ts';
import type { Mail } from '../../ports/mailer.ts';

/** Sends a mail that rested sealed in the queue. One that cannot be opened was sealed with another secret: it is dropped. */
export async function sendMail(
  ports: Pick<Ports, 'mailer' | 'secrets' | 'log'>,
  sealed: string,
): Promise<void> {
  const mail = ports.secrets.unseal('mail', sealed);
  if (mail === undefined) return ports.log.warn({}, 'mail dropped: sealed with another secret');
  // What was sealed here was a mail; the seal proves that it still is.
  await ports.mailer.send(JSON.parse(mail) as Mail);
}
