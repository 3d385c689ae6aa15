import { canBeCounted } from '../../domain/access.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';

type SettleLikesDeps = Pick<Ports, 'accounts' | 'likes' | 'events'>;

const batch = 100;
/* As many as somebody who suspends or cancels can wait for; the job does the rest. */
const atOnce = 50;

/**
 * Takes the likes of an account that others do not see out of the counts, or puts them back: a photo counts the people whom
 * its list shows. Goes on until the account is as it was at the beginning, so that of two runs the later one counts.
 */
export async function settleLikes(ports: SettleLikesDeps, accountId: AccountId): Promise<void> {
  for (;;) {
    const isAside = await isUnseen(ports, accountId);
    // The likes of an account that is gone went before it.
    if (isAside === undefined) return;
    let cursor: string | undefined;
    do {
      const page = await ports.likes.listByAccount({ accountId, cursor, limit: batch });
      for (const like of page.items) await ports.likes.setAside(like, isAside);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    ports.events.announceChange();
    if ((await isUnseen(ports, accountId)) === isAside) return;
  }
}

/** After a change of who sees the account: the latest likes at once, all of them by a job. */
export async function settleLikesSoon(
  ports: SettleLikesDeps & Pick<Ports, 'jobs'>,
  accountId: AccountId,
): Promise<void> {
  await ports.jobs.enqueue({
    name: 'settle-likes',
    payload: { accountId },
    key: `settle-likes:${accountId}`,
  });
  const isAside = await isUnseen(ports, accountId);
  if (isAside === undefined) return;
  const { items } = await ports.likes.listByAccount({ accountId, limit: atOnce });
  for (const like of items) await ports.likes.setAside(like, isAside);
  ports.events.announceChange();
}

async function isUnseen(ports: Pick<Ports, 'accounts'>, id: AccountId): Promise<boolean | undefined> {
  const account = await ports.accounts.find(id);
  return account && !canBeCounted(account);
}
