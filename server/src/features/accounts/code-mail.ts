import { emailKey } from '../../domain/account.ts';
import { AppError } from '../../domain/errors.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../shared/accounts.ts';

export type CodeRequest = {
  purpose: 'confirm-account' | 'reset-password';
  login: string;
  /** Digest of the secret of the browser that asks. */
  browser: string;
};

/**
 * Enqueues a request for a code. A job looks the account up, so that neither the response nor its time tells whether
 * the account exists. The request is encrypted in the queue, because many logins are e-mail addresses.
 */
export async function requestCode(
  deps: Pick<Ports, 'jobs' | 'secrets'>,
  request: CodeRequest,
): Promise<void> {
  const { purpose, browser } = request;
  const login = request.login.trim().toLowerCase();
  const text = JSON.stringify({ purpose, login, browser } satisfies CodeRequest);
  await deps.jobs.enqueue({
    name: 'mail-code',
    payload: { sealed: deps.secrets.encrypt('code request', text) },
    key: `mail-code:${deps.secrets.sign('code request', text)}`,
  });
}

/** Mails the requested code if the account exists. Beyond the mail limit, the latest code stays valid. */
export async function mailCode(
  deps: Pick<Ports, 'accounts' | 'identity' | 'attempts' | 'secrets' | 'clock' | 'log'>,
  encrypted: string,
): Promise<void> {
  const { identity, log } = deps;
  const text = deps.secrets.decrypt('code request', encrypted);
  if (text === undefined) return log.warn({}, 'request for a code dropped: sealed with another secret');
  // Authenticated encryption proves that `requestCode` wrote it. Requests of earlier versions name no browser.
  const { purpose, login, browser = '' } = JSON.parse(text) as CodeRequest;
  const account = await findByLogin(deps, login);
  if (!account || (purpose === 'confirm-account' && account.confirmedAt !== undefined)) return;
  const { allowed } = await takeCodeMail(deps, account.email);
  if (!allowed)
    return log.info({ accountId: account.id }, 'no code mailed: the address has had five this hour');
  try {
    if (purpose === 'reset-password') await identity.startPasswordReset(account, browser);
    else await identity.resendConfirmation(account, browser);
  } catch (error) {
    // The job retries.
    await refundCodeMail(deps, account.email);
    throw error;
  }
}

/* Counts codes of every kind to one address, whoever asks: its reader may never have heard of Vitrine. */
const maxMails = 5;
/** Limit for members who claim an address as theirs. One mail is left for its owner to register. */
export const mailsToProposed = 4;

type LimitDeps = Pick<Ports, 'attempts' | 'secrets' | 'clock'>;

/** Calls `send` within the limit of codes to one address, or throws `too-many-requests`. */
export async function sendCode(
  deps: LimitDeps,
  email: string,
  send: () => Promise<void>,
  limit?: number,
): Promise<void> {
  const outcome = await takeCodeMail(deps, email, limit);
  if (!outcome.allowed) throw tooManyCodes(outcome.retryAfter);
  try {
    await send();
  } catch (error) {
    await refundCodeMail(deps, email);
    throw error;
  }
}

function tooManyCodes(retryAfter: number): AppError {
  const minutes = Math.ceil(retryAfter / 60);
  const message = `We send an address at most five codes an hour. Use the link in the latest e-mail, or try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  return new AppError('too-many-requests', message, { retryAfter, errors: [{ path: 'email', message }] });
}

/* Signed, so that the store does not learn the address: many belong to people without an account. */
const limitKey = ({ secrets }: Pick<LimitDeps, 'secrets'>, email: string) =>
  `code mail ${secrets.sign('code mail', emailKey(email))}`;

const takeCodeMail = (deps: LimitDeps, email: string, limit = maxMails) =>
  deps.attempts.take({ key: limitKey(deps, email), limit, window: hours(1), now: deps.clock.now() });

const refundCodeMail = (deps: LimitDeps, email: string): Promise<void> =>
  deps.attempts.refund(limitKey(deps, email), deps.clock.now());
