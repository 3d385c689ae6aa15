import { cancellationDays } from '@vitrine/contract/limits.ts';
import type { AccountId, PhotoId } from './ids.ts';
import type { UploadDefaults, Usage } from './photo.ts';
import { days, hours, type Timestamp } from './time.ts';

export { usernameForm, usernameRule } from '@vitrine/contract/forms.ts';

export type Role = 'member' | 'admin';

export type Account = {
  id: AccountId;
  /** Lower case; unique. */
  username: string;
  /** As it was typed; unique without regard to case. */
  email: string;
  displayName: string;
  bio: string;
  avatarPhotoId?: PhotoId;
  /** The part of that photo that its picture shows. */
  avatarCrop?: AvatarCrop;
  /** Names the latest choice of a picture, so that an earlier one that takes longer does not replace it. */
  avatarChoice?: string;
  role: Role;
  confirmedAt?: Timestamp;
  /** Digest of the secret of the browser that registered, until the address is proven: it chose the password. */
  registeredBy?: string;
  /** Since when another password than the first proves who it is. */
  passwordChangedAt?: Timestamp;
  suspendedAt?: Timestamp;
  /** Shown to the member, and absent if earlier versions or the command line gave none. */
  suspensionReason?: string;
  /** When it was cancelled; deleted `cancellationGrace` later. */
  cancelledAt?: Timestamp;
  /** Used for uploads that do not say otherwise. Absent until the person has decided. */
  uploadDefaults?: UploadDefaults;
  /** What it held as it began to be deleted. */
  holdings?: Holdings;
  createdAt: Timestamp;
  /** Kept by the store beside every change of a photo. */
  usage: Usage;
};

/**
 * A square part of a photo, in thousandths: its left edge of the photo's width, its top edge of the height, its side of
 * the shorter side.
 */
export type AvatarCrop = { left: number; top: number; size: number };

/** What is removed with an account, for the receipt. */
export type Holdings = { photos: number; albums: number; likes: number };

/** Only what an active account shared is seen by others. */
export const isActive = (account: Account) =>
  account.confirmedAt !== undefined && account.suspendedAt === undefined && account.cancelledAt === undefined;

export const emailKey = (email: string) => email.normalize('NFC').toLowerCase();

/** True if the address is free for the person who proves it. */
export const releasesEmail = (holder: Account) => holder.confirmedAt === undefined;

/* Longer than people take to confirm, so that nobody takes the name of a newcomer who is just doing it. */
const unprovenNameKept = hours(1);

/**
 * Whether an unproven account gives its user name up to another one: to one of the same address or browser, which is
 * the same person registering again, to one that somebody vouches for, and after a while to anybody.
 */
export const releasesUsername = (holder: Account, newcomer: Account) =>
  holder.confirmedAt === undefined &&
  (newcomer.confirmedAt !== undefined ||
    emailKey(holder.email) === emailKey(newcomer.email) ||
    (holder.registeredBy !== undefined && holder.registeredBy === newcomer.registeredBy) ||
    newcomer.createdAt - holder.createdAt >= unprovenNameKept);

const reserved = [
  'admin administrator root system support help helpdesk info contact security abuse postmaster webmaster hostmaster',
  'moderator staff team official vitrine api me media assets storage login logout register confirm settings users user',
  'photos photo albums album tags tag feed search home about terms privacy legal status docs null undefined anonymous',
].flatMap((line) => line.split(' '));

/* What a hasty reader takes for the same name. */
const skeleton = (name: string) =>
  name
    .replace(/[._-]/gu, '')
    .replace(/0/gu, 'o')
    .replace(/[1l]/gu, 'i')
    .replace(/3/gu, 'e')
    .replace(/5/gu, 's')
    .replace(/rn/gu, 'm');
const reservedSkeletons = new Set(reserved.map(skeleton));

export const isReservedUsername = (username: string) => reservedSkeletons.has(skeleton(username));

/** How long a cancelled account can be taken back. */
export const cancellationGrace = days(cancellationDays);
