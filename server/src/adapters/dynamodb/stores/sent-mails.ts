import type { SentMailStore } from '../../../ports/sent-mails.ts';
import {
  allShards,
  beforeMoment,
  feedShards,
  keyText,
  listAttributes,
  shardOf,
  timeKey,
} from '../table/keys.ts';
import { readEntries } from '../table/lists.ts';
import type { Table } from '../table/table.ts';
import { isAbsent, isPresent, put, remove, update, when } from '../table/writes.ts';

const claimed = { number: 1, list: 'sent-mails' } as const;
const batch = 100;
const mailKey = (id: string) => ({ pk: `mail#${keyText(id)}`, sk: 'mail' });

export function createDynamoSentMails(table: Table): SentMailStore {
  return {
    claim: (id, at) =>
      table.retryOnConflict(mailKey(id), async () => {
        const list = `${claimed.list}#${shardOf(id, feedShards)}`;
        const lists = listAttributes({ [claimed.number]: { list, at: timeKey(at, keyText(id)) } });
        const item = { ...mailKey(id), isSent: false, claimedAt: at, ...lists };
        if (await table.writeExactlyOnce(put(item, isAbsent))) return 'claimed';
        const held = await table.get(mailKey(id));
        // Returns undefined if the other claim was released just then.
        return held && (held.isSent === true ? 'sent' : 'held');
      }),

    async confirm(id) {
      await table.write(update(mailKey(id), { set: { isSent: true } }, isPresent));
    },

    async release(id) {
      await table.write(remove(mailKey(id), when('#isSent = :isSent', { isSent: false })));
    },

    async removeBefore(at) {
      const lists = allShards(claimed.list, feedShards);
      const oldest = {
        number: claimed.number,
        lists,
        isRising: true,
        before: beforeMoment(at),
        limit: batch,
      };
      for (;;) {
        const entries = await readEntries(table, oldest);
        // Keeps claims that were released and taken again meanwhile.
        const isOld = when('#claimedAt < :at', { at });
        await Promise.all(entries.map((entry) => table.write(remove(entry, isOld))));
        if (entries.length < batch) return;
      }
    },
  };
}
