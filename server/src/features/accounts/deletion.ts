import { type Account, cancellationGrace, type Holdings } from '../../domain/account.ts';
import { avatarKey } from '../../domain/blob-keys.ts';
import type { AccountId } from '../../domain/ids.ts';
import { accountCancelled, accountDeleted } from '../../domain/mail-texts.ts';
import { minutes, type Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { allPages } from '../../ports/paging.ts';
import { changeAccount, removeUnproven } from '../shared/accounts.ts';
import { enqueueMail } from '../shared/mail.ts';
import { checkPassword } from '../shared/passwords.ts';
import { purgePhotos } from '../shared/remove-photos.ts';
import { settleLikesSoon } from '../shared/settle-likes.ts';

/** Hides everything that the account shared. The account is deleted after the grace period. */
export async function cancelAccount(
  deps: Pick<
    Ports,
    'accounts' | 'identity' | 'sessions' | 'likes' | 'events' | 'attempts' | 'jobs' | 'secrets' | 'clock'
  >,
  viewer: Account,
  { password, keepUrl }: { password: string; keepUrl: string },
): Promise<Account> {
  await checkPassword(deps, viewer, password);
  const now = deps.clock.now();
  const account = await changeAccount(deps, viewer.id, (present) => ({
    ...present,
    cancelledAt: present.cancelledAt ?? now,
  }));
  await settleLikesSoon(deps, account.id);
  await enqueueMail(deps, accountCancelled(account, account.cancelledAt ?? now, keepUrl));
  return account;
}

/** Revokes a cancellation. */
export async function keepAccount(
  deps: Pick<Ports, 'accounts' | 'likes' | 'events' | 'jobs'>,
  viewer: Account,
): Promise<Account> {
  const kept = await changeAccount(deps, viewer.id, ({ cancelledAt: _, ...present }) => present);
  await settleLikesSoon(deps, viewer.id);
  return kept;
}

type PurgeDeps = Pick<
  Ports,
  | 'accounts'
  | 'identity'
  | 'sessions'
  | 'photos'
  | 'likes'
  | 'albums'
  | 'tokens'
  | 'blobs'
  | 'jobs'
  | 'events'
  | 'secrets'
  | 'clock'
  | 'log'
>;

const batch = 100;
/* Longer than any request lasts. */
const longestRequest = minutes(10);

/**
 * Deletes a cancelled account after its grace period, and an unconfirmed one at once. The account itself goes last, so
 * that an interrupted run is repeated. A second run removes what requests wrote that began before the first.
 */
export async function purgeAccount(deps: PurgeDeps, id: AccountId): Promise<void> {
  const found = await deps.accounts.find(id);
  if (!found) return removeHoldings(deps, id);
  // An unconfirmed account holds nothing, and its e-mail address may belong to somebody else.
  if (found.confirmedAt === undefined) return void (await removeUnproven(deps, found));
  const account = await closeAccount(deps, id);
  if (!account) return;
  const holdings = account.holdings ?? (await storeHoldings(deps, id));
  // Another worker has deleted the account meanwhile.
  if (!holdings) return;
  await removeHoldings(deps, id);
  const avatar = avatarKey(account);
  if (avatar) await deps.blobs.remove([avatar]);
  await deps.identity.remove(account);
  await enqueueMail(deps, accountDeleted(account, holdings));
  const runAt = deps.clock.now() + longestRequest;
  await deps.jobs.enqueue({ name: 'purge-account', payload: { accountId: id }, runAt });
  await deps.accounts.remove(id);
  deps.log.info({ accountId: id, ...holdings }, 'account deleted');
}

/* A suspended account cannot act. If its owner has just kept it, it is not due and stays open. */
async function closeAccount(deps: PurgeDeps, id: AccountId): Promise<Account | undefined> {
  const now = deps.clock.now();
  const closed = await deps.accounts.change(id, (present) =>
    isDue(present, now) ? { ...present, suspendedAt: present.suspendedAt ?? now } : present,
  );
  return closed.outcome === 'changed' && isDue(closed.account, now) ? closed.account : undefined;
}

const isDue = (account: Account, now: Timestamp) =>
  account.cancelledAt !== undefined && account.cancelledAt + cancellationGrace <= now;

/* Stored before anything is removed, because a repeated run would count less. */
async function storeHoldings(deps: PurgeDeps, id: AccountId): Promise<Holdings | undefined> {
  const counted: Holdings = {
    photos: await countAll((cursor) => deps.photos.listAllByOwner({ ownerId: id, cursor, limit: batch })),
    albums: await deps.albums.countByOwner({ ownerId: id }),
    likes: await countAll((cursor) => deps.likes.listByAccount({ accountId: id, cursor, limit: batch })),
  };
  const kept = await deps.accounts.change(id, (present) =>
    present.holdings ? present : { ...present, holdings: counted },
  );
  return kept.outcome === 'changed' ? kept.account.holdings : undefined;
}

async function countAll(read: Parameters<typeof allPages>[0]): Promise<number> {
  let count = 0;
  for await (const items of allPages(read)) count += items.length;
  return count;
}

async function removeHoldings(deps: PurgeDeps, id: AccountId): Promise<void> {
  await deps.sessions.removeAll(id);
  await deps.tokens.removeAll(id);
  await purgeAllPhotos(deps, id);
  await removeAllAlbums(deps, id);
  await removeAllLikes(deps, id);
}

async function purgeAllPhotos(deps: PurgeDeps, ownerId: AccountId): Promise<void> {
  for (;;) {
    const { items } = await deps.photos.listAllByOwner({ ownerId, limit: batch });
    if (items.length === 0) return;
    await purgePhotos(deps, items);
  }
}

async function removeAllAlbums(deps: PurgeDeps, ownerId: AccountId): Promise<void> {
  for (;;) {
    const { items } = await deps.albums.listByOwner({ ownerId, limit: batch });
    if (items.length === 0) return;
    for (const { id } of items) await deps.albums.remove(id);
  }
}

async function removeAllLikes(deps: PurgeDeps, accountId: AccountId): Promise<void> {
  for (;;) {
    const { items } = await deps.likes.listByAccount({ accountId, limit: batch });
    if (items.length === 0) return;
    for (const { photoId } of items) await deps.likes.unlike({ photoId, accountId });
  }
}
