import { cancellationGrace } from '../../domain/account.ts';
import { days } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

const batch = 100;
/** How long a name is kept for somebody who never confirmed. */
const confirmationPatience = days(7);

/** Has cancelled accounts deleted whose grace period is over, and those that were never confirmed. */
export async function purgeExpiredAccounts(
  ports: Pick<Ports, 'accounts' | 'jobs' | 'clock'>,
): Promise<number> {
  const now = ports.clock.now();
  const expired = [
    ...(await ports.accounts.listCancelled({ before: now - cancellationGrace, limit: batch })),
    ...(await ports.accounts.listUnconfirmed({ before: now - confirmationPatience, limit: batch })),
  ];
  for (const { id } of expired)
    await ports.jobs.enqueue({
      name: 'purge-account',
      payload: { accountId: id },
      key: `purge-account:${id}`,
    });
  return expired.length;
}
