import { AppError } from '../../../domain/errors.ts';
import type { AccountId } from '../../../domain/ids.ts';
import type { AccessToken, Session } from '../../../domain/session.ts';
import type { Timestamp } from '../../../domain/time.ts';
import type { SessionStore } from '../../../ports/sessions.ts';
import { decodeSession, decodeToken } from '../../../ports/stored.ts';
import type { TokenStore } from '../../../ports/tokens.ts';
import { beforeMoment, expiry, keyText, listAttributes, timeKey } from '../table/keys.ts';
import { loadItems, readFirst } from '../table/lists.ts';
import type { Table } from '../table/table.ts';
import { type Item, isAbsent, isPresent, put, remove, update, when } from '../table/writes.ts';

const maxListed = 100;

export function createDynamoSessions(table: Table): SessionStore {
  const { findAll, change, ...store } = createSecretStore<Session>(table, 'session', decodeSession);
  return {
    ...store,

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

/** The common fields of sessions and tokens. Anyone who has the secret acts for the account. */
type SecretRecord = { id: string; accountId: AccountId; secretDigest: string; expiresAt: Timestamp };

const lists = { byId: 1, expiring: 2 } as const;
const batch = 100;

/**
 * Each record has two items: the whole record by the digest of its secret, and an entry in the account's list. Reads
 * are consistent, so a removed record stops working at once.
 */
function createSecretStore<T extends SecretRecord>(
  table: Table,
  kind: 'session' | 'token',
  decode: (stored: unknown) => T,
) {
  const secretKey = (digest: string) => ({ pk: `${kind}#${keyText(digest)}`, sk: kind });
  const partition = (accountId: string) => `${kind}s#${keyText(accountId)}`;
  const listedKey = (accountId: string, id: string) => ({ pk: partition(accountId), sk: keyText(id) });
  const byId = (id: string) => `${kind}-by-id#${keyText(id)}`;

  const attributes = (record: T) => ({
    value: JSON.stringify(record),
    ...expiry(record.expiresAt),
    ...listAttributes({
      [lists.byId]: { list: byId(record.id), at: keyText(record.accountId) },
      [lists.expiring]: { list: `expiring-${kind}s`, at: timeKey(record.expiresAt, record.id) },
    }),
  });
  const toRecord = (item: Item): T => decode(JSON.parse(String(item.value)));

  async function findAll(accountId: AccountId): Promise<T[]> {
    const listed = await table.listItems(partition(accountId));
    const items = await table.getMany(listed.map(({ secretDigest }) => secretKey(String(secretDigest))));
    return items.map(toRecord);
  }

  return {
    async insert(record: T): Promise<void> {
      const { accountId, id, secretDigest, expiresAt } = record;
      const failed = await table.transact([
        put({ ...secretKey(secretDigest), ...attributes(record) }, isAbsent),
        put({ ...listedKey(accountId, id), secretDigest, ...expiry(expiresAt) }, isAbsent),
      ]);
      if (failed.size > 0) throw new AppError('conflict', `A ${kind} with this id or secret already exists.`);
    },

    async findByDigest(digest: string, now: Timestamp): Promise<T | undefined> {
      const item = await table.get(secretKey(digest));
      const record = item && toRecord(item);
      return record && record.expiresAt > now ? record : undefined;
    },

    /** Does nothing if the record is gone, and does not bring it back. */
    async change(id: string, change: (record: T) => T): Promise<void> {
      const [entry] = await table.listEntries({ number: lists.byId, list: byId(id), limit: 1 });
      if (!entry) return;
      await table.retryOnConflict(entry, async () => {
        const item = await table.get(entry);
        if (!item) return true;
        const before = toRecord(item);
        const after = change(before);
        if (after === before) return true;
        const failed = await table.transact([
          update(entry, { set: attributes(after) }, when('#value = :before', { before: String(item.value) })),
          update(listedKey(after.accountId, id), { set: expiry(after.expiresAt) }, isPresent),
        ]);
        return failed.size === 0 || undefined;
      });
    },

    findAll,

    async remove(accountId: AccountId, id: string): Promise<boolean> {
      const key = listedKey(accountId, id);
      const listed = await table.get(key);
      if (!listed) return false;
      const failed = await table.transact([
        remove(key, isPresent),
        remove(secretKey(String(listed.secretDigest))),
      ]);
      return failed.size === 0;
    },

    async removeAll(accountId: AccountId, except?: string): Promise<void> {
      const listed = await table.listItems(partition(accountId));
      const doomed = listed.filter(({ sk }) => except === undefined || sk !== keyText(except));
      for (let start = 0; start < doomed.length; start += batch / 2)
        await table.transact(
          doomed
            .slice(start, start + batch / 2)
            .flatMap((item) => [remove(item), remove(secretKey(String(item.secretDigest)))]),
        );
    },

    /** DynamoDB itself may take days to delete expired items. */
    async removeExpired(now: Timestamp): Promise<void> {
      for (;;) {
        const expired = await readFirst(
          table,
          {
            number: lists.expiring,
            lists: [`expiring-${kind}s`],
            isRising: true,
            before: beforeMoment(now + 1),
            limit: batch,
          },
          loadItems(table, { number: lists.expiring }, toRecord),
        );
        // Keeps records that were renewed meanwhile. DynamoDB may have deleted one of the two items already.
        const isExpired = when('#expiresAt <= :now', { now });
        const failures = await Promise.all(
          expired.map(({ accountId, id, secretDigest }) =>
            table.transact([remove(listedKey(accountId, id)), remove(secretKey(secretDigest), isExpired)]),
          ),
        );
        // The remaining records cannot be removed, and the next round would list them again.
        if (expired.length < batch || failures.every(({ size }) => size > 0)) return;
      }
    },
  };
}

export function createDynamoTokens(table: Table): TokenStore {
  const { findAll, change, ...store } = createSecretStore<AccessToken>(table, 'token', decodeToken);
  return {
    ...store,

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
