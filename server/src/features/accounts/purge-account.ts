import { type Account, cancellationGrace } from '../../domain/account.ts';
import { avatarKey } from '../../domain/blob-keys.ts';
import type { AccountId } from '../../domain/ids.ts';
import { minutes, type Timestamp } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';
import { enqueueMail } from '../steps/enqueue-mail.ts';
import { purgePhotos } from '../steps/purge-photos.ts';

type Needs = Pick<
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
 * ends half way, it is found and begun again. A receipt is mailed. Done once more when no request can be under way, for
 * what one began at the last moment.
 */
export async function purgeAccount(ports: Needs, id: AccountId): Promise<void> {
  const account = await ports.accounts.find(id);
  if (!account) {
    await removeHoldings(ports, id);
    return;
  }
  if (!(await closeAccount(ports, id))) return;
  if (account.confirmedAt === undefined) return removeUnconfirmed(ports, account);
  const { photos, albums, likes } = await removeHoldings(ports, id);
  if (account.avatarPhotoId) await ports.blobs.remove([avatarKey(id, account.avatarPhotoId)]);
  await ports.identity.remove(account);
  await enqueueMail(ports, {
    id: `deleted:${id}`,
    to: account.email,
    subject: 'Your Vitrine account is deleted',
    paragraphs: [
      `Hello ${account.displayName},`,
      `your account and everything in it is deleted: ${photos} photos with every size of them, ${albums} albums, ${likes} likes, your sessions and settings.`,
      'This is the last mail from us.',
    ],
  });
  const runAt = ports.clock.now() + lastRequests;
  await ports.jobs.enqueue({ name: 'purge-account', payload: { accountId: id }, runAt });
  await ports.accounts.remove(id);
  ports.log.info({ accountId: id, photos, albums, likes }, 'account deleted');
}

async function removeHoldings(ports: Needs, id: AccountId) {
  await ports.sessions.removeAll(id);
  await ports.tokens.removeAll(id);
  return {
    photos: await purgeAllPhotos(ports, id),
    albums: await removeAllAlbums(ports, id),
    likes: await removeAllLikes(ports, id),
  };
}

/* From here on nobody acts for it: what its holder did at the very last is seen before, and then it is not due. */
async function closeAccount(ports: Needs, id: AccountId): Promise<boolean> {
  const now = ports.clock.now();
  const closed = await ports.accounts.change(id, (present) =>
    isDue(present, now) ? { ...present, suspendedAt: present.suspendedAt ?? now } : present,
  );
  return closed.outcome === 'changed' && isDue(closed.account, now);
}

const isDue = (account: Account, now: Timestamp) =>
  account.confirmedAt === undefined ||
  (account.cancelledAt !== undefined && account.cancelledAt + cancellationGrace <= now);

/* Nobody ever logged in: there is nothing to say and nobody to say it to. */
async function removeUnconfirmed(ports: Needs, account: Account): Promise<void> {
  await ports.identity.remove(account);
  await ports.accounts.remove(account.id);
}

async function purgeAllPhotos(ports: Needs, ownerId: AccountId): Promise<number> {
  let count = 0;
  for (;;) {
    const { items } = await ports.photos.listAllByOwner({ ownerId, limit: batch });
    if (items.length === 0) return count;
    count += await purgePhotos(ports, items);
  }
}

async function removeAllAlbums(ports: Needs, ownerId: AccountId): Promise<number> {
  let count = 0;
  for (;;) {
    const { items } = await ports.albums.listByOwner({ ownerId, limit: batch });
    if (items.length === 0) return count;
    for (const { id } of items) await ports.albums.remove(id);
    count += items.length;
  }
}

async function removeAllLikes(ports: Needs, accountId: AccountId): Promise<number> {
  let count = 0;
  for (;;) {
    const { items } = await ports.likes.listByAccount({ accountId, limit: batch });
    if (items.length === 0) return count;
    for (const { photoId } of items) await ports.likes.unlike({ photoId, accountId });
    count += items.length;
  }
}
