import type { Account } from '../../domain/account.ts';
import type { Ports } from '../../ports/index.ts';
import { enqueueMail } from '../steps/enqueue-mail.ts';

type Needs = Pick<Ports, 'jobs' | 'secrets' | 'clock'>;

/** Tells the holder of an account, who may not be the one that did it. */
export const tellPasswordChanged = (ports: Needs, account: Account): Promise<void> =>
  enqueueMail(ports, {
    id: `password-changed:${account.id}:${ports.clock.now()}`,
    to: account.email,
    subject: 'Your Vitrine password was changed',
    paragraphs: [
      `Hello ${account.displayName},`,
      'the password of your account was changed, and it is logged out everywhere else.',
      'If that was not you, set a new password from the log-in page at once.',
    ],
  });

/** Goes to the address that no longer holds: nobody else would hear of it. */
export const tellEmailChanged = (ports: Needs, before: Account): Promise<void> =>
  enqueueMail(ports, {
    id: `email-changed:${before.id}:${ports.clock.now()}`,
    to: before.email,
    subject: 'The address of your Vitrine account was changed',
    paragraphs: [
      `Hello ${before.displayName},`,
      'your account has another e-mail address from now on. No more mails come to this one.',
      'If that was not you, tell whoever runs this gallery: they can give the account back to you.',
    ],
  });
