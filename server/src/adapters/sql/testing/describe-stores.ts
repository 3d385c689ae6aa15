import { newId, noon } from '../../../ports/conformance/builders.ts';
import { describeDatabase } from '../../../ports/conformance/database.ts';
import { createSqlStores, type Database } from '../index.ts';

/** An empty database, opened twice as two processes would. */
export type OpenedTwice = AsyncDisposable & { here: Database; elsewhere: Database };

export const createStores = (database: Database) =>
  createSqlStores(database, { clock: { now: () => noon }, secrets: { createId: newId } });

export const describeStores = (name: string, openTwice: () => Promise<OpenedTwice>): void =>
  describeDatabase(name, async (options) => {
    const opened = await openTwice();
    return {
      here: createSqlStores(opened.here, options),
      elsewhere: createSqlStores(opened.elsewhere, options),
      [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
    };
  });
