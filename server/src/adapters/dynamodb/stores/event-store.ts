import { type EventStore, eventLifetime, type StoredEvent } from '../../../ports/events.ts';
import { decodeEvent } from '../../../ports/stored.ts';
import { beforeMoment, expiry, keyText, timeKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { type Item, put } from '../table/writes.ts';

const maxListed = 1000;
const partition = (accountId: string) => `events#${keyText(accountId)}`;

export function createDynamoEventStore(table: Table): EventStore {
  return {
    async append(event) {
      const { id, accountId, at } = event;
      const key = { pk: partition(accountId), sk: timeKey(at, id) };
      await table.write(put({ ...key, value: JSON.stringify(event), ...expiry(at + eventLifetime) }));
    },

    async listSince({ accountIds, since }) {
      const lists = await Promise.all(
        accountIds.map((id) => table.listItemsFrom(partition(id), beforeMoment(since), maxListed)),
      );
      return lists
        .flat()
        .sort((a, b) => (a.sk < b.sk ? -1 : 1))
        .slice(0, maxListed)
        .map(toStoredEvent);
    },

    /** DynamoDB deletes events by their time to live. */
    removeExpired: async () => undefined,
  };
}

const toStoredEvent = (item: Item): StoredEvent => decodeEvent(JSON.parse(String(item.value)));
