import type { AccessToken, TokenScope } from '../../../domain/session.ts';
import type { TokenStore } from '../../../ports/tokens.ts';
import type { Database } from '../drivers/database.ts';
import { type MakeSlot, prepareQuery } from '../query/prepared-query.ts';
import { type TokenRow, withoutNulls } from '../query/schema.ts';

const maxListed = 100;

export function createSqlTokens({ kysely }: Database): TokenStore {
  const selectByDigest = prepareQuery(kysely, (slot: MakeSlot<'digest' | 'now'>) =>
    kysely
      .selectFrom('tokens')
      .selectAll()
      .where('secret_digest', '=', slot<string>('digest'))
      .where('expires_at', '>', slot<number>('now')),
  );

  return {
    async insert(token) {
      await kysely.insertInto('tokens').values(toTokenRow(token)).execute();
    },

    async findByDigest(digest, now) {
      const [row] = await selectByDigest({ digest, now });
      return row && toToken(row);
    },

    async recordUse(id, lastUsedAt) {
      await kysely
        .updateTable('tokens')
        .set({ last_used_at: lastUsedAt })
        .where('id', '=', id)
        .where(({ or, eb }) => or([eb('last_used_at', 'is', null), eb('last_used_at', '<', lastUsedAt)]))
        .execute();
    },

    async listByAccount(accountId, now) {
      const rows = await kysely
        .selectFrom('tokens')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('expires_at', '>', now)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(maxListed)
        .execute();
      return rows.map(toToken);
    },

    async remove(accountId, id) {
      const { numDeletedRows } = await kysely
        .deleteFrom('tokens')
        .where('id', '=', id)
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async removeAll(accountId) {
      await kysely.deleteFrom('tokens').where('account_id', '=', accountId).execute();
    },

    async removeExpired(now) {
      await kysely.deleteFrom('tokens').where('expires_at', '<=', now).execute();
    },
  };
}

const toToken = (row: TokenRow): AccessToken =>
  withoutNulls({
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as TokenScope[],
    secretDigest: row.secret_digest,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  } satisfies Record<keyof AccessToken, unknown>);

const toTokenRow = (token: AccessToken): TokenRow => ({
  id: token.id,
  account_id: token.accountId,
  name: token.name,
  scopes: JSON.stringify(token.scopes),
  secret_digest: token.secretDigest,
  created_at: token.createdAt,
  last_used_at: token.lastUsedAt ?? null,
  expires_at: token.expiresAt,
});
