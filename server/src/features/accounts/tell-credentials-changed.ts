import type { Account } from '../../domain/account.ts';
import type { Ports } from '../../ports/index.ts';
import { enqueueMail } from '../shared/mail.ts';

type TellCredentialsChangedDeps = Pick<Ports, 'jobs' | 'secrets' | 'clock'>;

/** Mails the holder of an account, who may not be the person that did it. */
export const tellPasswordChanged = (
  ports: TellCredentialsChangedDeps,
  account: Account,
  keptTokens = 0,
): Promise<void> =>
  enqueueMail(ports, {
    id: `password-changed:${account.id}:${ports.clock.now()}`,
    to: account.email,
    subject: 'Your Vitrine password was changed',
    paragraphs: [
      `Hello ${account.displayName},`,
      `The password of your account was changed. Every other session has ended. ${tokensText(keptTokens)}`,
      'If that wasn’t you, set a new password from the log-in page at once.',
    ],
  });

/** Goes to the address that no longer holds: nobody else would hear of it. */
export const tellEmailChanged = (ports: TellCredentialsChangedDeps, before: Account): Promise<void> =>
  enqueueMail(ports, {
    id: `email-changed:${before.id}:${ports.clock.now()}`,
    to: before.email,
    subject: 'The e-mail address of your Vitrine account was changed',
    paragraphs: [
      `Hello ${before.displayName},`,
      'Your account now has another e-mail address. We won’t write to this one any more.',
      'If that wasn’t you, tell the people who run this gallery: they can give the account back to you.',
    ],
  });

const tokensText = (kept: number) => {
  if (kept === 0) return 'No personal access token works any more.';
  const tokens =
    kept === 1 ? 'One personal access token still works' : `${kept} personal access tokens still work`;
  return `${tokens}: see Settings if you do not recognise them.`;
};
