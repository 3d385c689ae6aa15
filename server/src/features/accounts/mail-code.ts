import { emailKey } from '../../domain/account.ts';
import { hours } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../guards/find-by-login.ts';
import type { Limit } from '../guards/take-attempt.ts';
import type { CodeRequest } from './request-code.ts';

/* However many ask, from wherever. No longer than codes hold: whoever is mailed none has one that does. */
const mailsToOne: Limit = { limit: 5, window: hours(1) };

type Needs = Pick<Ports, 'accounts' | 'identity' | 'attempts' | 'secrets' | 'clock' | 'log'>;

/**
 * Mails the code that was asked for, if there is somebody to have it. Where strangers ask for more than is mailed, the
 * last code is left alone, so that they take none from its reader.
 */
export async function mailCode(ports: Needs, sealed: string): Promise<void> {
  const { identity, log } = ports;
  const text = ports.secrets.unseal('code request', sealed);
  if (text === undefined) return log.warn({}, 'request for a code dropped: sealed with another secret');
  // What was sealed here was a request; the seal proves that it still is.
  const { purpose, login } = JSON.parse(text) as CodeRequest;
  const account = await findByLogin(ports, login);
  if (!account || (account.confirmedAt !== undefined) !== (purpose === 'reset-password')) return;
  // Another address or password voids the codes before, and is owed new ones.
  const reader = [account.id, emailKey(account.email), account.passwordChangedAt ?? 0];
  const key = `code ${purpose} ${ports.secrets.digest(JSON.stringify(reader))}`;
  const { allowed } = await ports.attempts.take({ key, ...mailsToOne, now: ports.clock.now() });
  if (!allowed) return log.info({ accountId: account.id }, 'no code mailed: the last of many still holds');
  try {
    if (purpose === 'reset-password') await identity.startPasswordReset(account);
    else await identity.resendConfirmation(account);
  } catch (error) {
    // Nothing was mailed, and it is tried again.
    await ports.attempts.reset(key);
    throw error;
  }
}
