import { untilUncontested } from '../../ports/until-uncontested.ts';

/** The database ended a transaction for another one's sake: done again, it may well succeed. */
export class Contention extends Error {
  override readonly name = 'Contention';
}

/** Does it again where the database ended it because of a deadlock. */
export async function untilSettled<T>(attempt: () => Promise<T>): Promise<T> {
  const { result } = await untilUncontested(async () => {
    try {
      return { result: await attempt() };
    } catch (error) {
      if (error instanceof Contention) return undefined;
      throw error;
    }
  });
  return result;
}
