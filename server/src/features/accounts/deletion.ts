import { type Account, cancellationGrace, type Holdings } from '../../domain/account.ts';
import { avatarKey } from '../../domain/blob-keys.ts';
import type { AccountId } from '../../domain/ids.ts';
import { minutes, type Timestamp, toIso } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { allPages } from '../../ports/paging.ts';
import { changeAccount, removeUnproven } from '../shared/accounts.ts';
import { enqueueMail } from '../shared/mail.ts';
import { checkPassword } from '../shared/passwords.ts';
import { purgePhotos } from '../shared/remove-photos.ts';
import { settleLikesSoon } from '../shared/settle-likes.ts';

type PurgeAccountDeps = Pick<
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
/** Longer than any request takes that began while its account was there. */
const lastRequests = minutes(10);

/**
 * Deletes a cancelled account whose grace period is over, with all that it holds, the account itself last: where this
 * ends half way, it is found and begun again. A receipt of all that it held is mailed. Done once more when no request can
 * be under way, for what one began at the last moment.
 */
export async function purgeAccount(ports: PurgeAccountDeps, id: AccountId): Promise<void> {
  const found = await ports.accounts.find(id);
  if (!found) return removeHoldings(ports, id);
  // Nobody ever logged in: there is nothing to say and nobody to say it to.
  if (found.confirmedAt === undefined) return void (await removeUnproven(ports, found));
  const account = await closeAccount(ports, id);
  if (!account) return;
  const holdings = account.holdings ?? (await keepCount(ports, id));
  // Another worker has done all of it meanwhile.
  if (!holdings) return;
  await removeHoldings(ports, id);
  const avatar = avatarKey(account);
  if (avatar) await ports.blobs.remove([avatar]);
  await ports.identity.remove(account);
  const { photos, albums, likes } = holdings;
  await enqueueMail(ports, {
    id: `deleted:${id}`,
    to: account.email,
    subject: 'We’ve deleted your Vitrine account',
    paragraphs: [
      `Hello ${account.displayName},`,
      `We’ve deleted your account and everything in it: ${photos} photos in every size, ${albums} albums, ${likes} likes, your sessions and settings.`,
      'This is the last e-mail from us.',
    ],
  });
  const runAt = ports.clock.now() + lastRequests;
  await ports.jobs.enqueue({ name: 'purge-account', payload: { accountId: id }, runAt });
  await ports.accounts.remove(id);
  ports.log.info({ accountId: id, ...holdings }, 'account deleted');
}

async function removeHoldings(ports: PurgeAccountDeps, id: AccountId): Promise<void> {
  await ports.sessions.removeAll(id);
  await ports.tokens.removeAll(id);
  await purgeAllPhotos(ports, id);
  await removeAllAlbums(ports, id);
  await removeAllLikes(ports, id);
}

/* From here on nobody acts for it: what its holder did at the very last is seen before, and then it is not due. */
async function closeAccount(ports: PurgeAccountDeps, id: AccountId): Promise<Account | undefined> {
  const now = ports.clock.now();
  const closed = await ports.accounts.change(id, (present) =>
    isDue(present, now) ? { ...present, suspendedAt: present.suspendedAt ?? now } : present,
  );
  return closed.outcome === 'changed' && isDue(closed.account, now) ? closed.account : undefined;
}

/* Before anything goes, and with the account: whoever goes on where this ends finds less. */
async function keepCount(ports: PurgeAccountDeps, id: AccountId): Promise<Holdings | undefined> {
  const counted: Holdings = {
    photos: await countAll((cursor) => ports.photos.listAllByOwner({ ownerId: id, cursor, limit: batch })),
    albums: await ports.albums.countByOwner({ ownerId: id }),
    likes: await countAll((cursor) => ports.likes.listByAccount({ accountId: id, cursor, limit: batch })),
  };
  const kept = await ports.accounts.change(id, (present) =>
    present.holdings ? present : { ...present, holdings: counted },
  );
  return kept.outcome === 'changed' ? kept.account.holdings : undefined;
}

async function countAll(read: Parameters<typeof allPages>[0]): Promise<number> {
  let count = 0;
  for await (const items of allPages(read)) count += items.length;
  return count;
}

const isDue = (account: Account, now: Timestamp) =>
  account.cancelledAt !== undefined && account.cancelledAt + cancellationGrace <= now;

async function purgeAllPhotos(ports: PurgeAccountDeps, ownerId: AccountId): Promise<void> {
  for (;;) {
    const { items } = await ports.photos.listAllByOwner({ ownerId, limit: batch });
    if (items.length === 0) return;
    await purgePhotos(ports, items);
  }
}

async function removeAllAlbums(ports: PurgeAccountDeps, ownerId: AccountId): Promise<void> {
  for (;;) {
    const { items } = await ports.albums.listByOwner({ ownerId, limit: batch });
    if (items.length === 0) return;
    for (const { id } of items) await ports.albums.remove(id);
  }
}

async function removeAllLikes(ports: PurgeAccountDeps, accountId: AccountId): Promise<void> {
  for (;;) {
    const { items } = await ports.likes.listByAccount({ accountId, limit: batch });
    if (items.length === 0) return;
    for (const { photoId } of items) await ports.likes.unlike({ photoId, accountId });
  }
}

type CancelAccountDeps = Pick<
  Ports,
  'accounts' | 'identity' | 'sessions' | 'likes' | 'events' | 'attempts' | 'jobs' | 'secrets' | 'clock'
>;

/** Hides all that the account shared at once, and deletes everything when the grace period is over. */
export async function cancelAccount(
  ports: CancelAccountDeps,
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
