import type { AttemptOutcome, AttemptStore } from '../../../ports/attempts.ts';
import { retryOnConflict } from '../../../ports/retry-on-conflict.ts';
import { type Database, UniqueViolationError } from '../drivers/database.ts';

type Request = Parameters<AttemptStore['take']>[0];
type Tally = Parameters<AttemptStore['tally']>[0];

export function createSqlAttempts({ kysely }: Database): AttemptStore {
  /* Each step is one conditional write. If no condition holds, another request was faster. */

  async function takeFromWindow({ key, limit, now }: Request): Promise<boolean> {
    const { numUpdatedRows } = await kysely
      .updateTable('attempts')
      .set((column) => ({ count: column('count', '+', 1) }))
      .where('bucket', '=', key)
      .where('expires_at', '>', now)
      .where('count', '<', limit)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async function restartWindow({ key, window, now }: Omit<Request, 'limit'>, count = 1): Promise<boolean> {
    const { numUpdatedRows } = await kysely
      .updateTable('attempts')
      .set({ started_at: now, expires_at: now + window, count })
      .where('bucket', '=', key)
      .where('expires_at', '<=', now)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async function startWindow({ key, window, now }: Omit<Request, 'limit'>, count = 1): Promise<boolean> {
    try {
      await kysely
        .insertInto('attempts')
        .values({ bucket: key, started_at: now, expires_at: now + window, count })
        .execute();
      return true;
    } catch (error) {
      if (error instanceof UniqueViolationError) return false;
      throw error;
    }
  }

  const findWindow = (key: string) =>
    kysely
      .selectFrom('attempts')
      .select(['expires_at', 'count'])
      .where('bucket', '=', key)
      .executeTakeFirst();

  async function takeOnce(request: Request): Promise<AttemptOutcome | undefined> {
    const { key, limit, now } = request;
    const row = await findWindow(key);
    if (row && row.expires_at > now && row.count >= limit)
      return { allowed: false, retryAfter: Math.ceil((row.expires_at - now) / 1000) };
    if (row && (await takeFromWindow(request)))
      return {
        allowed: true,
        remaining: limit - row.count - 1,
        resetAfter: Math.ceil((row.expires_at - now) / 1000),
      };
    const isStarted = row ? await restartWindow(request) : await startWindow(request);
    const resetAfter = Math.ceil(request.window / 1000);
    return isStarted ? { allowed: true, remaining: limit - 1, resetAfter } : undefined;
  }

  async function tallyOnce(request: Tally): Promise<number | undefined> {
    const { key, by, now } = request;
    const row = await findWindow(key);
    const counted = row && row.expires_at > now ? row.count : 0;
    if (by === 0) return counted;
    if (!row) return (await startWindow(request, by)) ? by : undefined;
    if (row.expires_at <= now) return (await restartWindow(request, by)) ? by : undefined;
    const { numUpdatedRows } = await kysely
      .updateTable('attempts')
      .set((column) => ({ count: column('count', '+', by) }))
      .where('bucket', '=', key)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    return numUpdatedRows > 0n ? counted + by : undefined;
  }

  return {
    tally: (request) => retryOnConflict(() => tallyOnce(request)),

    take: (request) => retryOnConflict(() => takeOnce(request)),

    async refund(key, now) {
      await kysely
        .updateTable('attempts')
        .set((column) => ({ count: column('count', '-', 1) }))
        .where('bucket', '=', key)
        .where('expires_at', '>', now)
        .where('count', '>', 0)
        .execute();
    },

    async reset(key) {
      await kysely.deleteFrom('attempts').where('bucket', '=', key).execute();
    },

    async removeExpired(now) {
      await kysely.deleteFrom('attempts').where('expires_at', '<=', now).execute();
    },
  };
}
