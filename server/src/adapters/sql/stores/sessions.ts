import type { Session } from '../../../domain/session.ts';
import type { SessionStore } from '../../../ports/sessions.ts';
import type { Database } from '../drivers/database.ts';
import { type MakeSlot, prepareQuery } from '../query/prepared-query.ts';
import type { SessionRow } from '../query/schema.ts';

const maxListed = 100;

export function createSqlSessions({ kysely }: Database): SessionStore {
  const selectByDigest = prepareQuery(kysely, (slot: MakeSlot<'digest' | 'now'>) =>
    kysely
      .selectFrom('sessions')
      .selectAll()
      .where('secret_digest', '=', slot<string>('digest'))
      .where('expires_at', '>', slot<number>('now')),
  );

  return {
    async insert(session) {
      await kysely.insertInto('sessions').values(toSessionRow(session)).execute();
    },

    async findByDigest(digest, now) {
      const [row] = await selectByDigest({ digest, now });
      return row && toSession(row);
    },

    async renew(id, { lastSeenAt, expiresAt }) {
      await kysely
        .updateTable('sessions')
        .set({ last_seen_at: lastSeenAt, expires_at: expiresAt })
        .where('id', '=', id)
        .execute();
    },

    async listByAccount(accountId, now) {
      const rows = await kysely
        .selectFrom('sessions')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('expires_at', '>', now)
        .orderBy('last_seen_at', 'desc')
        .orderBy('id', 'desc')
        .limit(maxListed)
        .execute();
      return rows.map(toSession);
    },

    async remove(accountId, id) {
      const { numDeletedRows } = await kysely
        .deleteFrom('sessions')
        .where('id', '=', id)
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async removeAll(accountId, except) {
      const ofAccount = kysely.deleteFrom('sessions').where('account_id', '=', accountId);
      await (except === undefined ? ofAccount : ofAccount.where('id', '<>', except)).execute();
    },

    async removeExpired(now) {
      await kysely.deleteFrom('sessions').where('expires_at', '<=', now).execute();
    },
  };
}

const toSession = (row: SessionRow): Session => ({
  id: row.id,
  accountId: row.account_id,
  secretDigest: row.secret_digest,
  device: row.device,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
  expiresAt: row.expires_at,
});

const toSessionRow = (session: Session): SessionRow => ({
  id: session.id,
  account_id: session.accountId,
  secret_digest: session.secretDigest,
  device: session.device,
  created_at: session.createdAt,
  last_seen_at: session.lastSeenAt,
  expires_at: session.expiresAt,
});
