import { type Account, emailKey } from '../../../domain/account.ts';
import { decodeAvatarCrop, decodeHoldings, decodeUploadDefaults } from '../../../ports/stored.ts';
import { type AccountRow, withoutNulls } from '../query/schema.ts';

export const toAccount = (row: AccountRow): Account =>
  withoutNulls({
    id: row.id,
    username: row.username,
    email: row.email,
    displayName: row.display_name,
    bio: row.bio,
    avatarPhotoId: row.avatar_photo_id,
    avatarCrop: row.avatar_crop === null ? null : decodeAvatarCrop(JSON.parse(row.avatar_crop)),
    avatarChoice: row.avatar_choice,
    role: row.role,
    confirmedAt: row.confirmed_at,
    suspendedAt: row.suspended_at,
    suspensionReason: row.suspension_reason,
    cancelledAt: row.cancelled_at,
    passwordChangedAt: row.password_changed_at,
    registeredBy: row.registered_by,
    holdings: row.holdings === null ? null : decodeHoldings(JSON.parse(row.holdings)),
    uploadDefaults:
      row.upload_defaults === null ? null : decodeUploadDefaults(JSON.parse(row.upload_defaults)),
    createdAt: row.created_at,
    usage: {
      photos: row.photo_count,
      publicPhotos: row.public_photo_count,
      bytes: row.stored_bytes,
      unfinished: row.unfinished_count,
    },
  } satisfies Record<keyof Account, unknown>);

export const usageColumns = ({ usage }: Account) => ({
  photo_count: usage.photos,
  public_photo_count: usage.publicPhotos,
  stored_bytes: usage.bytes,
  unfinished_count: usage.unfinished,
});

/** The columns that a change of the account writes. */
export const toAccountRow = (
  account: Account,
): Omit<AccountRow, keyof ReturnType<typeof usageColumns> | 'version'> => ({
  id: account.id,
  username: account.username,
  email: account.email,
  email_key: emailKey(account.email),
  display_name: account.displayName,
  bio: account.bio,
  avatar_photo_id: account.avatarPhotoId ?? null,
  avatar_crop: account.avatarCrop ? JSON.stringify(account.avatarCrop) : null,
  avatar_choice: account.avatarChoice ?? null,
  role: account.role,
  confirmed_at: account.confirmedAt ?? null,
  unconfirmed_since: account.confirmedAt === undefined ? account.createdAt : null,
  suspended_at: account.suspendedAt ?? null,
  suspension_reason: account.suspensionReason ?? null,
  cancelled_at: account.cancelledAt ?? null,
  password_changed_at: account.passwordChangedAt ?? null,
  registered_by: account.registeredBy ?? null,
  holdings: account.holdings ? JSON.stringify(account.holdings) : null,
  upload_defaults: account.uploadDefaults ? JSON.stringify(account.uploadDefaults) : null,
  created_at: account.createdAt,
});
