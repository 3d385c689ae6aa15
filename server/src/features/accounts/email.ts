import { type Account, emailKey, releasesEmail } from '../../domain/account.ts';
import { invalidField, takenEmail } from '../../domain/errors.ts';
import { emailChanged } from '../../domain/mail-texts.ts';
import { hours } from '../../domain/time.ts';
import type { CodeProof } from '../../ports/identity.ts';
import type { Ports } from '../../ports/index.ts';
import { changeEmailAddress } from '../shared/accounts.ts';
import { enqueueMail } from '../shared/mail.ts';
import { checkPassword } from '../shared/passwords.ts';
import { type Limit, takeAttempt } from '../shared/rate-limit.ts';
import { mailsToProposed, sendCode } from './code-mail.ts';
import { wrongCode } from './registration.ts';

/* Counts mails to different addresses. `sendCode` counts those to one address. */
const mailsToOthers: Limit = { limit: 10, window: hours(1) };

/** Mails a code to the new e-mail address. The account keeps the old one until the code comes back. */
export async function startEmailChange(
  deps: Pick<Ports, 'accounts' | 'identity' | 'attempts' | 'secrets' | 'clock'>,
  account: Account,
  { password, email, browser }: { password: string; email: string; browser: string },
): Promise<void> {
  // Compared without regard to case.
  if (emailKey(email) === emailKey(account.email))
    throw invalidField('email', 'This is your e-mail address already');
  const key = `email-change ${account.id}`;
  await takeAttempt(deps, key, mailsToOthers);
  try {
    await checkPassword(deps, account, password);
  } catch (error) {
    // A refused request sends no mail and does not count.
    await deps.attempts.refund(key, deps.clock.now());
    throw error;
  }
  const holder = await deps.accounts.findByEmail(email);
  if (holder && !releasesEmail(holder)) throw takenEmail();
  const send = () => deps.identity.startEmailChange(account, email, browser);
  await sendCode(deps, email, send, mailsToProposed);
}

export async function confirmEmailChange(
  deps: Pick<Ports, 'accounts' | 'identity' | 'jobs' | 'secrets' | 'clock'>,
  account: Account,
  proof: CodeProof,
): Promise<Account> {
  const email = await deps.identity.confirmEmailChange(account, proof);
  if (email === undefined) throw wrongCode();
  const changed = await changeEmailAddress(deps, account.id, email, (present) => {
    // The code holds for the account as it was at the request. Its owner may have recovered it since.
    const isUnchanged =
      emailKey(present.email) === emailKey(account.email) &&
      present.passwordChangedAt === account.passwordChangedAt;
    if (!isUnchanged) throw wrongCode();
    return { ...present, email };
  });
  await enqueueMail(deps, emailChanged(account, deps.clock.now()));
  return changed;
}
