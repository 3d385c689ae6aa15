import { type Account, cancellationGrace } from '../../domain/account.ts';
import { toIso } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { checkPassword } from '../guards/check-password.ts';
import { changeAccount } from '../steps/change-account.ts';
import { enqueueMail } from '../steps/enqueue-mail.ts';
import { settleLikesSoon } from '../steps/settle-likes.ts';

type Needs = Pick<
  Ports,
  'accounts' | 'identity' | 'sessions' | 'likes' | 'events' | 'attempts' | 'jobs' | 'secrets' | 'clock'
>;

/** Hides all that the account shared at once, and deletes everything when the grace period is over. */
export async function cancelAccount(
  ports: Needs,
  viewer: Account,
  { password, keepUrl }: { password: string; keepUrl: string },
): Promise<Account> {
  await checkPassword(ports, viewer, password);
  const now = ports.clock.now();
  const account = await changeAccount(ports, viewer.id, (present) => ({
    ...present,
    cancelledAt: present.cancelledAt ?? now,
  }));
  await settleLikesSoon(ports, account.id);
  await enqueueMail(ports, {
    id: `cancelled:${account.id}:${account.cancelledAt}`,
    to: account.email,
    subject: 'Your Vitrine account will be deleted',
    paragraphs: [
      `Hello ${account.displayName},`,
      'As you asked, we’ve cancelled your account. Your profile and photos disappeared for everyone else straight away.',
      `On ${toIso((account.cancelledAt ?? now) + cancellationGrace).slice(0, 10)} we’ll delete everything: your photos, albums, likes and the account. Until then you can log in here to keep it:`,
      keepUrl,
    ],
  });
  return account;
}

/** Takes a cancellation back. */
export async function keepAccount(
  ports: Pick<Ports, 'accounts' | 'likes' | 'events' | 'jobs'>,
  viewer: Account,
): Promise<Account> {
  const kept = await changeAccount(ports, viewer.id, ({ cancelledAt: _, ...present }) => present);
  await settleLikesSoon(ports, viewer.id);
  return kept;
}
