import { type Account, emailKey, releasesEmail } from '../../domain/account.ts';
import { invalidField, takenEmail } from '../../domain/errors.ts';
import { hours } from '../../domain/time.ts';
import type { CodeProof } from '../../ports/identity.ts';
import type { Ports } from '../../ports/index.ts';
import { changeEmailAddress } from '../shared/accounts.ts';
import { checkPassword } from '../shared/passwords.ts';
import { type Limit, takeAttempt } from '../shared/rate-limit.ts';
import { mailsToProposed, sendCode } from './code-mail.ts';
import { wrongCode } from './registration.ts';
import { tellEmailChanged } from './tell-credentials-changed.ts';

/* Each to another address: of one, `sendCode` keeps count. */
const mailsToOthers: Limit = { limit: 10, window: hours(1) };

/** Mails a code to the new address, which holds once the code comes back. */
export async function startEmailChange(
  ports: Pick<Ports, 'accounts' | 'identity' | 'attempts' | 'secrets' | 'clock'>,
  account: Account,
  { password, email, browser }: { password: string; email: string; browser: string },
): Promise<void> {
  // The same mailbox, also if some letters are capitals.
  if (emailKey(email) === emailKey(account.email))
    throw invalidField('email', 'This is your address already');
  const key = `email-change ${account.id}`;
  await takeAttempt(ports, key, mailsToOthers);
  try {
    await checkPassword(ports, account, password);
  } catch (error) {
    // Nothing is mailed.
    await ports.attempts.giveBack(key, ports.clock.now());
    throw error;
  }
  const holder = await ports.accounts.findByEmail(email);
  if (holder && !releasesEmail(holder)) throw takenEmail();
  const send = () => ports.identity.startEmailChange(account, email, browser);
  await sendCode(ports, email, send, mailsToProposed);
}

export async function confirmEmailChange(
  ports: Pick<Ports, 'accounts' | 'identity' | 'jobs' | 'secrets' | 'clock'>,
  account: Account,
  proof: CodeProof,
): Promise<Account> {
  const email = await ports.identity.confirmEmailChange(account, proof);
  if (email === undefined) throw wrongCode();
  const changed = await changeEmailAddress(ports, account.id, email, (present) => {
    // Proven for the account as it was when the request came: it may have been taken back since.
    const isTheSame =
      emailKey(present.email) === emailKey(account.email) &&
      present.passwordChangedAt === account.passwordChangedAt;
    if (!isTheSame) throw wrongCode();
    return { ...present, email };
  });
  await tellEmailChanged(ports, account);
  return changed;
}
