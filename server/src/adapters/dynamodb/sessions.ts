import type { Session } from '../../domain/session.ts';
import type { SessionStore } from '../../ports/sessions.ts';
import { createSecretHolders } from './secret-holders.ts';
import type { Table } from './table.ts';

const maxListed = 100;

export function createDynamoSessions(table: Table): SessionStore {
  const { findAll, change, ...holders } = createSecretHolders<Session>(table, 'session');
  return {
    ...holders,

    renew: (id, times) => change(id, (session) => ({ ...session, ...times })),

    async listByAccount(accountId, now) {
      const sessions = await findAll(accountId);
      return sessions
        .filter(({ expiresAt }) => expiresAt > now)
        .sort((a, b) => b.lastSeenAt - a.lastSeenAt || (a.id < b.id ? 1 : -1))
        .slice(0, maxListed);
    },
  };
}
