import { AppError } from '../../domain/errors.ts';
import type { Ports } from '../../ports/index.ts';
import { giveBackCodeMail, takeCodeMail } from '../guards/take-code-mail.ts';

/** Runs what mails a code to the address, or refuses where it was mailed too many within the hour. */
export async function sendCode(
  ports: Pick<Ports, 'attempts' | 'secrets' | 'clock'>,
  email: string,
  send: () => Promise<void>,
  limit?: number,
): Promise<void> {
  const outcome = await takeCodeMail(ports, email, limit);
  if (!outcome.allowed) throw tooManyCodes(outcome.retryAfter);
  try {
    await send();
  } catch (error) {
    await giveBackCodeMail(ports, email);
    throw error;
  }
}

function tooManyCodes(retryAfter: number): AppError {
  const minutes = Math.ceil(retryAfter / 60);
  const message = `We send an address at most five codes an hour. Use the link in the latest e-mail, or try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  return new AppError('too-many-requests', message, { retryAfter, errors: [{ path: 'email', message }] });
}
