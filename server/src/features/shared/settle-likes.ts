import { canBeCounted } from '../../domain/access.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Ports } from '../../ports/index.ts';

type Deps = Pick<Ports, 'accounts' | 'likes' | 'events'>;

const batch = 100;
/* Likes that the request itself settles, so that it stays fast. The job does the rest. */
const atOnce = 50;

/**
 * Sets aside the likes of an account that others do not see, or counts them again. Repeats until the account did not
 * change during a run, so that the later of two concurrent runs decides.
 */
export async function settleLikes(deps: Deps, accountId: AccountId): Promise<void> {
  for (;;) {
    const isSetAside = await areLikesSetAside(deps, accountId);
    // A deleted account has no likes left.
    if (isSetAside === undefined) return;
    let cursor: string | undefined;
    do {
      const page = await deps.likes.listByAccount({ accountId, cursor, limit: batch });
      for (const like of page.items) await deps.likes.setAside(like, isSetAside);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    deps.events.announceChange();
    if ((await areLikesSetAside(deps, accountId)) === isSetAside) return;
  }
}

/** Settles the latest likes of an account at once, and all of them by a job. */
export async function settleLikesSoon(deps: Deps & Pick<Ports, 'jobs'>, accountId: AccountId): Promise<void> {
  await deps.jobs.enqueue({
    name: 'settle-likes',
    payload: { accountId },
    key: `settle-likes:${accountId}`,
  });
  const isSetAside = await areLikesSetAside(deps, accountId);
  if (isSetAside === undefined) return;
  const { items } = await deps.likes.listByAccount({ accountId, limit: atOnce });
  for (const like of items) await deps.likes.setAside(like, isSetAside);
  deps.events.announceChange();
}

async function areLikesSetAside(deps: Pick<Ports, 'accounts'>, id: AccountId): Promise<boolean | undefined> {
  const account = await deps.accounts.find(id);
  return account && !canBeCounted(account);
}
