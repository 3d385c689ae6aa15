import type { CredentialStore, StoredCode } from '../../../ports/credentials.ts';
import { type Database, UniqueViolationError } from '../drivers/database.ts';
import { type CodeRow, withoutNulls } from '../query/schema.ts';

export function createSqlCredentials(database: Database): CredentialStore {
  const { kysely } = database;
  return {
    async setPasswordHash(accountId, hash) {
      await updateOrInsert(
        () =>
          kysely
            .updateTable('credentials')
            .set({ password_hash: hash })
            .where('account_id', '=', accountId)
            .executeTakeFirst(),
        () =>
          kysely.insertInto('credentials').values({ account_id: accountId, password_hash: hash }).execute(),
      );
    },

    async replacePasswordHash(accountId, hash, before) {
      await kysely
        .updateTable('credentials')
        .set({ password_hash: hash })
        .where('account_id', '=', accountId)
        .where('password_hash', '=', before)
        .execute();
    },

    async findPasswordHash(accountId) {
      const row = await kysely
        .selectFrom('credentials')
        .select('password_hash')
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return row?.password_hash;
    },

    async setCode({ accountId, purpose, browser, linkDigest, typedDigest, email, expiresAt }) {
      const values = {
        link_digest: linkDigest,
        typed_digest: typedDigest ?? null,
        email: email ?? null,
        expires_at: expiresAt,
        attempts: 0,
      };
      await updateOrInsert(
        () =>
          kysely
            .updateTable('codes')
            .set(values)
            .where('account_id', '=', accountId)
            .where('purpose', '=', purpose)
            .where('browser', '=', browser)
            .executeTakeFirst(),
        () =>
          kysely
            .insertInto('codes')
            .values({ account_id: accountId, purpose, browser, ...values })
            .execute(),
      );
    },

    async findCode({ accountId, purpose, linkDigest, now }) {
      const row = await kysely
        .selectFrom('codes')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('purpose', '=', purpose)
        .where('link_digest', '=', linkDigest)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row && toCode(row);
    },

    attemptCode({ accountId, purpose, browser, maxAttempts, now }) {
      return database.transact(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('codes')
          .set((column) => ({ attempts: column('attempts', '+', 1) }))
          .where('account_id', '=', accountId)
          .where('purpose', '=', purpose)
          .where('browser', '=', browser)
          .where('attempts', '<', maxAttempts)
          .where('expires_at', '>', now)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return undefined;
        const row = await transaction
          .selectFrom('codes')
          .selectAll()
          .where('account_id', '=', accountId)
          .where('purpose', '=', purpose)
          .where('browser', '=', browser)
          .executeTakeFirstOrThrow();
        return toCode(row);
      });
    },

    async takeCode({ accountId, purpose, browser, linkDigest }) {
      const { numDeletedRows } = await kysely
        .deleteFrom('codes')
        .where('account_id', '=', accountId)
        .where('purpose', '=', purpose)
        .where('browser', '=', browser)
        .where('link_digest', '=', linkDigest)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async removeCodes(accountId) {
      await kysely.deleteFrom('codes').where('account_id', '=', accountId).execute();
    },

    async removeExpiredCodes(now) {
      await kysely.deleteFrom('codes').where('expires_at', '<=', now).execute();
    },

    async setRefreshToken(accountId, sealed) {
      await updateOrInsert(
        () =>
          kysely.updateTable('grants').set({ sealed }).where('account_id', '=', accountId).executeTakeFirst(),
        () => kysely.insertInto('grants').values({ account_id: accountId, sealed }).execute(),
      );
    },

    async findRefreshToken(accountId) {
      const row = await kysely
        .selectFrom('grants')
        .select('sealed')
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return row?.sealed;
    },

    async removeAll(accountId) {
      await database.transact(async (transaction) => {
        await transaction.deleteFrom('grants').where('account_id', '=', accountId).execute();
        await transaction.deleteFrom('credentials').where('account_id', '=', accountId).execute();
        await transaction.deleteFrom('codes').where('account_id', '=', accountId).execute();
      });
    },
  };
}

const toCode = (row: CodeRow): StoredCode =>
  withoutNulls({
    accountId: row.account_id,
    purpose: row.purpose,
    browser: row.browser,
    linkDigest: row.link_digest,
    typedDigest: row.typed_digest,
    email: row.email,
    expiresAt: row.expires_at,
  } satisfies Record<keyof StoredCode, unknown>);

/** Updates the row if another writer inserted it first. */
async function updateOrInsert(
  update: () => Promise<{ numUpdatedRows: bigint }>,
  insert: () => Promise<unknown>,
): Promise<void> {
  if ((await update()).numUpdatedRows > 0n) return;
  try {
    await insert();
  } catch (error) {
    if (!(error instanceof UniqueViolationError)) throw error;
    await update();
  }
}
