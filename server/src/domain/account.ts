import { cancellationDays } from '@vitrine/contract/limits.ts';
import type { AccountId, PhotoId } from './ids.ts';
import { days, type Timestamp } from './time.ts';
import type { UploadDefaults } from './visibility.ts';

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
  role: Role;
  confirmedAt?: Timestamp;
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

/** What an account holds: ready photos outside the trash, those of them that all may see, and bytes of originals. */
export type Usage = { photos: number; publicPhotos: number; bytes: number };

/** What is removed with an account, for the receipt. */
export type Holdings = { photos: number; albums: number; likes: number };

/** Only what an active account shared is seen by others. */
export const isActive = (account: Account) =>
  account.confirmedAt !== undefined && account.suspendedAt === undefined && account.cancelledAt === undefined;

/** Whether its holder may act: also one who cancelled it, until it is gone. */
export const mayAct = (account: Account) =>
  account.confirmedAt !== undefined && account.suspendedAt === undefined;

export const emailKey = (email: string) => email.normalize('NFC').toLowerCase();

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
