import type { Ports } from '../../ports/index.ts';
import { findByLogin } from '../guards/find-by-login.ts';
import { giveBackCodeMail, takeCodeMail } from '../guards/take-code-mail.ts';
import type { CodeRequest } from './request-code.ts';

type Needs = Pick<Ports, 'accounts' | 'identity' | 'attempts' | 'secrets' | 'clock' | 'log'>;

/**
 * Mails the code that was asked for, if there is somebody to have it. Where strangers ask for more than is mailed, the
 * codes before are left alone: the link in the latest mail still works.
 */
export async function mailCode(ports: Needs, sealed: string): Promise<void> {
  const { identity, log } = ports;
  const text = ports.secrets.unseal('code request', sealed);
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
