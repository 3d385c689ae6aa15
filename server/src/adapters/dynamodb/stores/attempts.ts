import type { AttemptOutcome, AttemptStore } from '../../../ports/attempts.ts';
import {
  allShards,
  beforeMoment,
  expiry,
  feedShards,
  keyText,
  listAttributes,
  shardOf,
  timeKey,
} from '../table/keys.ts';
import { readEntries } from '../table/lists.ts';
import type { Table } from '../table/table.ts';
import { put, remove, update, when } from '../table/writes.ts';

type Request = Parameters<AttemptStore['take']>[0];
type Tally = Parameters<AttemptStore['tally']>[0];

const expiring = { number: 1, list: 'expiring-attempts' } as const;
const batch = 100;
const windowKey = (key: string) => ({ pk: `attempts#${keyText(key)}`, sk: 'window' });
const isOver = '#expiresAt <= :now';

export function createDynamoAttempts(table: Table): AttemptStore {
  const takeFromWindow = ({ key, limit, now }: Request) =>
    table.update(
      update(
        windowKey(key),
        { add: { taken: 1 } },
        when('#expiresAt > :now AND #taken < :limit', { now, limit }),
      ),
    );

  const startWindow = ({ key, window, now }: Omit<Request, 'limit'>, taken = 1) => {
    const expiresAt = now + window;
    const item = {
      ...windowKey(key),
      ...expiry(expiresAt),
      taken,
      ...listAttributes({
        [expiring.number]: {
          list: `${expiring.list}#${shardOf(key, feedShards)}`,
          at: timeKey(expiresAt, keyText(key)),
        },
      }),
    };
    return table.write(put(item, when(`attribute_not_exists(#pk) OR ${isOver}`, { now })));
  };

  /** Returns undefined if another request was faster. */
  async function takeOnce(request: Request): Promise<AttemptOutcome | undefined> {
    const { limit, now, window } = request;
    const taken = await takeFromWindow(request);
    if (taken) {
      const resetAfter = Math.ceil((Number(taken.expiresAt) - now) / 1000);
      return { allowed: true, remaining: limit - Number(taken.taken), resetAfter };
    }
    const item = await table.get(windowKey(request.key));
    const left = Number(item?.expiresAt ?? 0) - now;
    if (left > 0 && Number(item?.taken) >= limit)
      return { allowed: false, retryAfter: Math.ceil(left / 1000) };
    const isStarted = await startWindow(request);
    const resetAfter = Math.ceil(window / 1000);
    return isStarted ? { allowed: true, remaining: limit - 1, resetAfter } : undefined;
  }

  /** Returns undefined if another request was faster. */
  async function tallyOnce(request: Tally): Promise<number | undefined> {
    const { key, by, now } = request;
    const item = await table.get(windowKey(key));
    const isOpen = Number(item?.expiresAt ?? 0) > now;
    const counted = isOpen ? Number(item?.taken) : 0;
    if (by === 0) return counted;
    if (!isOpen) return (await startWindow(request, by)) ? by : undefined;
    const added = update(windowKey(key), { add: { taken: by } }, when('#expiresAt > :now', { now }));
    return (await table.write(added)) ? counted + by : undefined;
  }

  return {
    tally: (request) => table.retryOnConflict(windowKey(request.key), () => tallyOnce(request)),

    take: (request) => table.retryOnConflict(windowKey(request.key), () => takeOnce(request)),

    async refund(key, now) {
      const isTaken = when('#expiresAt > :now AND #taken > :none', { now, none: 0 });
      await table.write(update(windowKey(key), { add: { taken: -1 } }, isTaken));
    },

    async reset(key) {
      await table.write(remove(windowKey(key)));
    },

    /** DynamoDB itself may take days to delete expired items. */
    async removeExpired(now) {
      const lists = allShards(expiring.list, feedShards);
      const isWindowOver = when(isOver, { now });
      const first = {
        number: expiring.number,
        lists,
        isRising: true,
        before: beforeMoment(now + 1),
        limit: batch,
      };
      for (;;) {
        const entries = await readEntries(table, first);
        const removed = await Promise.all(entries.map((key) => table.write(remove(key, isWindowOver))));
        if (entries.length < batch || !removed.includes(true)) return;
      }
    },
  };
}
