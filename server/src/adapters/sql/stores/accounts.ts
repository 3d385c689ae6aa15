import { type Account, emailKey } from '../../../domain/account.ts';
import type { AccountId } from '../../../domain/ids.ts';
import type { AccountChange, AccountStore } from '../../../ports/accounts.ts';
import { retryOnConflict } from '../../../ports/retry-on-conflict.ts';
import { type Database, UniqueViolationError, violates } from '../drivers/database.ts';
import { positionAfter, toPage } from '../query/keyset.ts';
import { type MakeSlot, prepareQuery } from '../query/prepared-query.ts';
import { toAccount, toAccountRow, usageColumns } from './account-row.ts';

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
