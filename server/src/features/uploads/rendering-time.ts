import type { Account } from '../../domain/account.ts';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import type { JobLane } from '../../domain/job-queue.ts';
import { days, hours, minutes } from '../../domain/time.ts';
import type { Ports } from '../../ports/index.ts';

/* Processor time is counted for this long. */
const window = hours(1);
/** Processor time after which an account's photos wait in the heavy lane: some 120 photographs. */
export const lightSpending = minutes(1);
/**
 * Budget that all new accounts share, because new accounts cost nothing to make. Beyond it they wait behind older
 * ones.
 */
export const newcomersSpending = minutes(5);
const newFor = days(3);

type Deps = Pick<Ports, 'accounts' | 'attempts' | 'clock'>;

/** Charges processor time to the owner of a photo. */
export async function chargeRenderingTime(
  deps: Deps & Pick<Ports, 'log'>,
  ownerId: AccountId,
  milliseconds: number,
): Promise<void> {
  if (milliseconds < 1) return;
  try {
    const owner = await deps.accounts.find(ownerId);
    await tally(deps, accountKey(ownerId), milliseconds);
    if (owner && isNewcomer(deps, owner)) await tally(deps, newcomersKey, milliseconds);
  } catch (err) {
    // A lost count is no reason to render the photo again.
    deps.log.warn({ accountId: ownerId, err }, 'processor time not counted');
  }
}

/** Finds the lane of a rendering job: the heavy one if the owner spent much processor time lately. */
export async function findRenderingLane(
  deps: Deps & Pick<Ports, 'photos'>,
  photoId: PhotoId,
): Promise<{ lane: JobLane; group: string } | undefined> {
  const photo = await deps.photos.find(photoId);
  const owner = photo && (await deps.accounts.find(photo.ownerId));
  return owner && { lane: (await isHeavy(deps, owner)) ? 'heavy' : 'rendering', group: owner.id };
}

async function isHeavy(deps: Deps, owner: Account): Promise<boolean> {
  if ((await tally(deps, accountKey(owner.id), 0)) > lightSpending) return true;
  return isNewcomer(deps, owner) && (await tally(deps, newcomersKey, 0)) > newcomersSpending;
}

const isNewcomer = ({ clock }: Deps, { createdAt }: Account) => clock.now() - createdAt < newFor;

const newcomersKey = 'drawing-of-newcomers';
const accountKey = (id: AccountId) => `drawing:${id}`;

const tally = ({ attempts, clock }: Deps, key: string, milliseconds: number) =>
  attempts.tally({ key, by: Math.round(milliseconds), window, now: clock.now() });
