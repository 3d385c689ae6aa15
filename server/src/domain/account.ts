import { cancellationDays } from '@vitrine/contract/limits.ts';
import type { AccountId, PhotoId } from './ids.ts';
import type { UploadDefaults, Usage } from './photo.ts';
import { days, hours, type Timestamp } from './time.ts';

export { usernameFormat as usernameForm, usernameRule } from '@vitrine/contract/formats.ts';

export type Role = 'member' | 'admin';

export type Account = {
  id: AccountId;
  /** Unique, in lower case. */
  username: string;
  /** Stored as typed, unique without regard to case. */
  email: string;
  displayName: string;
  bio: string;
  avatarPhotoId?: PhotoId;
  /** Part of that photo that the avatar shows. */
  avatarCrop?: AvatarCrop;
  /** Id of the latest choice of an avatar, so that an earlier, slower job does not replace it. */
  avatarChoice?: string;
  role: Role;
  confirmedAt?: Timestamp;
  /** Digest of the secret of the browser that chose the password. Removed when the account is confirmed. */
  registeredBy?: string;
  /** Time of the last change of the password. Absent while it is the first one. */
  passwordChangedAt?: Timestamp;
  suspendedAt?: Timestamp;
  /** Shown to the member. Earlier versions and the command line may give none. */
  suspensionReason?: string;
  /** The account is deleted `cancellationGrace` after this time. */
  cancelledAt?: Timestamp;
  /** Absent until the member has decided. */
  uploadDefaults?: UploadDefaults;
  /** Counted when the deletion began. */
  holdings?: Holdings;
  createdAt: Timestamp;
  /** Updated by the store with every change of a photo. */
  usage: Usage;
};

/**
 * Square part of a photo in thousandths: `left` of the photo's width, `top` of its height, `size` of its shorter side.
 */
export type AvatarCrop = { left: number; top: number; size: number };

/** Totals that the mail about a deleted account states. */
export type Holdings = { photos: number; albums: number; likes: number };

/** Others see the photos and albums of active accounts only. */
export const isActive = (account: Account) =>
  account.confirmedAt !== undefined && account.suspendedAt === undefined && account.cancelledAt === undefined;

export const emailKey = (email: string) => email.normalize('NFC').toLowerCase();

/** True if another account may take the e-mail address by proving it. */
export const releasesEmail = (holder: Account) => holder.confirmedAt === undefined;

/* Longer than people take to confirm an account. */
const unconfirmedNamePatience = hours(1);

/**
 * True if a new account may take the user name of an unconfirmed one. The same e-mail address or browser means that one
 * person registers again. A confirmed account always may, and any account after a while.
 */
export const releasesUsername = (holder: Account, newcomer: Account) =>
  holder.confirmedAt === undefined &&
  (newcomer.confirmedAt !== undefined ||
    emailKey(holder.email) === emailKey(newcomer.email) ||
    (holder.registeredBy !== undefined && holder.registeredBy === newcomer.registeredBy) ||
    newcomer.createdAt - holder.createdAt >= unconfirmedNamePatience);

const reserved = [
  'admin administrator root system support help helpdesk info contact security abuse postmaster webmaster hostmaster',
  'moderator staff team official vitrine api me media assets storage login logout register confirm settings users user',
  'photos photo albums album tags tag feed search home about terms privacy legal status docs null undefined anonymous',
].flatMap((line) => line.split(' '));

/* Maps names that look alike to one form. */
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

/** A cancelled account can be kept for this long. */
export const cancellationGrace = days(cancellationDays);
