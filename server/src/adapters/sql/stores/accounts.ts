import { type Account, emailKey } from '../../../domain/account.ts';
import type { AccountId } from '../../../domain/ids.ts';
import type { AccountChange, AccountStore } from '../../../ports/accounts.ts';
import { retryOnConflict } from '../../../ports/retry-on-conflict.ts';
import { decodeAvatarCrop, decodeHoldings, decodeUploadDefaults } from '../../../ports/stored.ts';
import { type Database, UniqueViolationError, violates } from '../drivers/database.ts';
import { positionAfter, toPage } from '../query/keyset.ts';
import { type MakeSlot, prepareQuery } from '../query/prepared-query.ts';
import type { AccountRow } from '../query/schema.ts';
import { withoutNulls } from '../query/schema.ts';

export function createSqlAccounts(database: Database): AccountStore {
  const { kysely } = database;
  const selectById = prepareQuery(kysely, (slot: MakeSlot<'id'>) =>
    kysely.selectFrom('accounts').selectAll().where('id', '=', slot<AccountId>('id')),
  );

  /** Returns undefined if another write intervened. */
  const changeOnce = (id: AccountId, change: (account: Account) => Account) =>
    database.transact(async (transaction): Promise<AccountChange | undefined> => {
      const row = await transaction
        .selectFrom('accounts')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return { outcome: 'absent' };
      const before = toAccount(row);
      const after = change(before);
      if (after === before) return { outcome: 'changed', account: before };
      const { numUpdatedRows } = await transaction
        .updateTable('accounts')
        .set({ ...toAccountRow(after), version: row.version + 1 })
        .where('id', '=', id)
        .where('version', '=', row.version)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return undefined;
      return { outcome: 'changed', account: { ...after, usage: before.usage } };
    });

  return {
    async insert(account) {
      try {
        await kysely
          .insertInto('accounts')
          .values({ ...toAccountRow(account), ...usageColumns(account), version: 1 })
          .execute();
        return { outcome: 'inserted' };
      } catch (error) {
        if (violates(error, 'username')) return { outcome: 'taken', field: 'username' };
        if (violates(error, 'email_key')) return { outcome: 'taken', field: 'email' };
        throw error;
      }
    },

    async find(id) {
      const [row] = await selectById({ id });
      return row && toAccount(row);
    },

    async findMany(ids) {
      if (ids.length === 0) return [];
      const rows = await kysely
        .selectFrom('accounts')
        .selectAll()
        .where('id', 'in', [...new Set(ids)])
        .execute();
      return rows.map(toAccount);
    },

    async findByUsername(username) {
      const row = await kysely
        .selectFrom('accounts')
        .selectAll()
        .where('username', '=', username)
        .executeTakeFirst();
      return row && toAccount(row);
    },

    async findByEmail(email) {
      const row = await kysely
        .selectFrom('accounts')
        .selectAll()
        .where('email_key', '=', emailKey(email))
        .executeTakeFirst();
      return row && toAccount(row);
    },

    async change(id, change) {
      try {
        return await retryOnConflict(() => changeOnce(id, change));
      } catch (error) {
        if (error instanceof UniqueViolationError) return { outcome: 'taken' };
        throw error;
      }
    },

    async remove(id) {
      await kysely.deleteFrom('accounts').where('id', '=', id).execute();
    },

    async removeUnconfirmed(id) {
      const { numDeletedRows } = await kysely
        .deleteFrom('accounts')
        .where('id', '=', id)
        .where('confirmed_at', 'is', null)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async listCancelled({ before, limit }) {
      const rows = await kysely
        .selectFrom('accounts')
        .selectAll()
        .where('cancelled_at', '<', before)
        .orderBy('cancelled_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toAccount);
    },

    async listUnconfirmed({ before, limit }) {
      const rows = await kysely
        .selectFrom('accounts')
        .selectAll()
        .where('unconfirmed_since', '<', before)
        .orderBy('unconfirmed_since')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toAccount);
    },

    async listAll({ cursor, limit }) {
      const list = 'accounts';
      const { id } = positionAfter(list, cursor);
      const rows = await kysely
        .selectFrom('accounts')
        .selectAll()
        .where('id', '>', id as AccountId)
        .orderBy('id')
        .limit(limit + 1)
        .execute();
      return toPage(list, limit, rows, toAccount, (row) => ({ at: 0, id: row.id }));
    },
  };
}

const toAccount = (row: AccountRow): Account =>
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

const usageColumns = ({ usage }: Account) => ({
  photo_count: usage.photos,
  public_photo_count: usage.publicPhotos,
  stored_bytes: usage.bytes,
  unfinished_count: usage.unfinished,
});

/** The columns that a change of the account writes. */
const toAccountRow = (
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
