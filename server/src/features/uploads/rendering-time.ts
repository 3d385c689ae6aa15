import type { Account } from '../../domain/account.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { JobLane } from '../../domain/job-queue.ts';
import { days, hours, minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/* Processor time is counted for this long. */
const window = hours(1);
/** An account that spent more waits behind others: some 120 photographs. */
export const lightSpending = minutes(1);
/**
 * New accounts cost nothing to make, so all of them together have an allowance, too. Beyond it none of them is ahead of
 * anybody who has been here for longer, however many there are.
 */
export const newcomersSpending = minutes(5);
const newFor = days(3);

type DrawingTimeDeps = Pick<Ports, 'accounts' | 'attempts' | 'clock'>;

/** Counts processor time against the account whose picture took it. */
export async function chargeRenderingTime(
  ports: DrawingTimeDeps & Pick<Ports, 'log'>,
  ownerId: AccountId,
  milliseconds: number,
): Promise<void> {
  if (milliseconds < 1) return;
  try {
    const owner = await ports.accounts.find(ownerId);
    await tally(ports, ownKey(ownerId), milliseconds);
    if (owner && isNewcomer(ports, owner)) await tally(ports, newcomersKey, milliseconds);
  } catch (err) {
    // The picture is drawn: what it took is no reason to draw it again.
    ports.log.warn({ accountId: ownerId, err }, 'processor time not counted');
  }
}

/** The lane in which a picture waits: behind those of others where its owner has spent much lately. */
export async function findRenderingLane(
  ports: DrawingTimeDeps & Pick<Ports, 'photos'>,
  photoId: PhotoId,
): Promise<{ lane: JobLane; group: string } | undefined> {
  const photo = await ports.photos.find(photoId);
  const owner = photo && (await ports.accounts.find(photo.ownerId));
  return owner && { lane: (await isHeavy(ports, owner)) ? 'heavy' : 'rendering', group: owner.id };
}

async function isHeavy(ports: DrawingTimeDeps, owner: Account): Promise<boolean> {
  if ((await tally(ports, ownKey(owner.id), 0)) > lightSpending) return true;
  return isNewcomer(ports, owner) && (await tally(ports, newcomersKey, 0)) > newcomersSpending;
}

const isNewcomer = ({ clock }: DrawingTimeDeps, { createdAt }: Account) => clock.now() - createdAt < newFor;

const newcomersKey = 'drawing-of-newcomers';
const ownKey = (id: AccountId) => `drawing:${id}`;

const tally = ({ attempts, clock }: DrawingTimeDeps, key: string, milliseconds: number) =>
  attempts.tally({ key, by: Math.round(milliseconds), window, now: clock.now() });
