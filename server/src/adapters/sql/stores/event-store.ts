import type { AccountEvent } from '../../../ports/events.ts';
import { type EventStore, eventLifetime, type StoredEvent } from '../../../ports/events.ts';
import type { Database } from '../drivers/database.ts';

const maxListed = 1000;

export function createSqlEventStore({ kysely }: Database): EventStore {
  return {
    async append({ id, accountId, event, at }) {
      await kysely
        .insertInto('events')
        .values({ id, account_id: accountId, event: JSON.stringify(event), happened_at: at })
        .execute();
    },

    async listSince({ accountIds, since }) {
      if (accountIds.length === 0) return [];
      const rows = await kysely
        .selectFrom('events')
        .selectAll()
        .where('account_id', 'in', accountIds)
        .where('happened_at', '>=', since)
        .orderBy('happened_at')
        .orderBy('id')
        .limit(maxListed)
        .execute();
      return rows.map(
        (row): StoredEvent => ({
          id: row.id,
          accountId: row.account_id,
          event: JSON.parse(row.event) as AccountEvent,
          at: row.happened_at,
        }),
      );
    },

    async removeExpired(now) {
      await kysely
        .deleteFrom('events')
        .where('happened_at', '<', now - eventLifetime)
        .execute();
    },
  };
}
