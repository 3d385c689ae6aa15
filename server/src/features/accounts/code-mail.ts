import { emailKey } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../shared/accounts.ts';

/* For codes of every kind together, whoever asks: the reader of the address may never have heard of us. */
const mailsToOne = 5;
/** The part of it for members who say that an address is theirs: one mail is left for its owner to register. */
export const mailsToProposed = 4;

type TakeCodeMailDeps = Pick<Ports, 'attempts' | 'secrets' | 'clock'>;

/* The store does not see the address: many belong to nobody who has an account. */
const keyOf = ({ secrets }: Pick<TakeCodeMailDeps, 'secrets'>, email: string) =>
  `code mail ${secrets.sign('code mail', emailKey(email))}`;

/** Counts a mail with a code to the address, if it may be sent. */
const takeCodeMail = (ports: TakeCodeMailDeps, email: string, limit = mailsToOne) =>
  ports.attempts.take({ key: keyOf(ports, email), limit, window: hours(1), now: ports.clock.now() });

/** Takes the count back, where the mail was not sent after all. */
const giveBackCodeMail = (ports: TakeCodeMailDeps, email: string): Promise<void> =>
  ports.attempts.giveBack(keyOf(ports, email), ports.clock.now());

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

type MailCodeDeps = Pick<Ports, 'accounts' | 'identity' | 'attempts' | 'secrets' | 'clock' | 'log'>;

/**
 * Mails the code that was asked for, if there is somebody to have it. Where strangers ask for more than is mailed, the
 * codes before are left alone: the link in the latest mail still works.
 */
export async function mailCode(ports: MailCodeDeps, sealed: string): Promise<void> {
  const { identity, log } = ports;
  const text = ports.secrets.decrypt('code request', sealed);
  if (text === undefined) return log.warn({}, 'request for a code dropped: sealed with another secret');
  // The seal proves that a request was sealed here. Those of the earlier version name no browser.
  const { purpose, login, browser = '' } = JSON.parse(text) as CodeRequest;
  const account = await findByLogin(ports, login);
  if (!account || (purpose === 'confirm-account' && account.confirmedAt !== undefined)) return;
  const { allowed } = await takeCodeMail(ports, account.email);
  if (!allowed)
    return log.info({ accountId: account.id }, 'no code mailed: the address has had five this hour');
  try {
    if (purpose === 'reset-password') await identity.startPasswordReset(account, browser);
    else await identity.resendConfirmation(account, browser);
  } catch (error) {
    // Nothing was mailed, and the job tries again.
    await giveBackCodeMail(ports, account.email);
    throw error;
  }
}

type CodeRequest = {
  purpose: 'confirm-account' | 'reset-password';
  login: string;
  /** Digest of the secret of the browser that asks. */
  browser: string;
};

/**
 * Has a code mailed to whoever has that name, if anybody does. A job finds out: neither the answer nor the time that it
 * takes says whether there is such an account. Names rest sealed in the queue, because many are addresses.
 */
export async function requestCode(
  ports: Pick<Ports, 'jobs' | 'secrets'>,
  request: CodeRequest,
): Promise<void> {
  const { purpose, browser } = request;
  const login = request.login.trim().toLowerCase();
  const text = JSON.stringify({ purpose, login, browser } satisfies CodeRequest);
  await ports.jobs.enqueue({
    name: 'mail-code',
    payload: { sealed: ports.secrets.encrypt('code request', text) },
    key: `mail-code:${ports.secrets.sign('code request', text)}`,
  });
}
