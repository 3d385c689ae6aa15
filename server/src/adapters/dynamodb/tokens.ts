import type { AccessToken } from '../../domain/session.ts';
import type { TokenStore } from '../../ports/tokens.ts';
import { createSecretHolders } from './secret-holders.ts';
import type { Table } from './table.ts';

const maxListed = 100;

export function createDynamoTokens(table: Table): TokenStore {
  const { findAll, change, ...holders } = createSecretHolders<AccessToken>(table, 'token');
  return {
    ...holders,

    recordUse: (id, lastUsedAt) =>
      change(id, (token) => ((token.lastUsedAt ?? -1) < lastUsedAt ? { ...token, lastUsedAt } : token)),

    async listByAccount(accountId, now) {
      const tokens = await findAll(accountId);
      return tokens
        .filter(({ expiresAt }) => expiresAt > now)
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
        .slice(0, maxListed);
    },
  };
}
