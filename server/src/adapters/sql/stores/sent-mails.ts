import { retryOnConflict } from '../../../ports/retry-on-conflict.ts';
import type { MailClaim, SentMailStore } from '../../../ports/sent-mails.ts';
import { type Database, UniqueViolationError } from '../drivers/database.ts';

export function createSqlSentMails({ kysely }: Database): SentMailStore {
  /** Returns undefined if the other claim was released just then. */
  async function claimOnce(id: string, claimedAt: number): Promise<MailClaim | undefined> {
    try {
      await kysely.insertInto('sent_mails').values({ id, claimed_at: claimedAt, is_sent: 0 }).execute();
      return 'claimed';
    } catch (error) {
      if (!(error instanceof UniqueViolationError)) throw error;
    }
    const row = await kysely
      .selectFrom('sent_mails')
      .select('is_sent')
      .where('id', '=', id)
      .executeTakeFirst();
    return row && (row.is_sent ? 'sent' : 'held');
  }

  return {
    claim: (id, at) => retryOnConflict(() => claimOnce(id, at)),

    async confirm(id) {
      await kysely.updateTable('sent_mails').set({ is_sent: 1 }).where('id', '=', id).execute();
    },

    async release(id) {
      await kysely.deleteFrom('sent_mails').where('id', '=', id).where('is_sent', '=', 0).execute();
    },

    async removeBefore(at) {
      await kysely.deleteFrom('sent_mails').where('claimed_at', '<', at).execute();
    },
  };
}
