import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AccountId } from '../../../domain/ids.ts';
import { buildSession, newId, noon, times } from '../../../ports/conformance/builders.ts';
import type { SessionStore } from '../../../ports/sessions.ts';
import { missingDynamodb } from '../../../testing/servers/dynamodb-server.ts';
import { createDynamoStores } from '../index.ts';
import { type ConnectedTable, connectTable } from '../table/connect-table.ts';
import { keyText } from '../table/keys.ts';
import { remove } from '../table/writes.ts';
import { useTables } from '../testing/use-tables.ts';

describe('expired sessions, on DynamoDB', { skip: missingDynamodb() }, () => {
  const opened = new AsyncDisposableStack();
  after(() => opened.disposeAsync());
  const { server } = useTables();
  let connected: ConnectedTable;
  let sessions: SessionStore;

  before(async () => {
    const { endpoint } = await server().nameTable();
    connected = opened.use(await connectTable(endpoint));
    await connected.migrate();
    const options = { clock: { now: () => noon }, secrets: { createId: newId } };
    sessions = createDynamoStores(connected.table, options).sessions;
  });

  /** Inserts records that lost one of their items, because DynamoDB expires each item separately. */
  async function insertWithout(lost: 'holder' | 'listed', count: number): Promise<void> {
    const { table } = connected;
    const accountId = newId<AccountId>();
    const made = times(count, () => buildSession(accountId));
    await Promise.all(made.map((session) => sessions.insert(session)));
    const listed = await table.listItems(`sessions#${keyText(accountId)}`);
    assert.equal(listed.length, count);
    const holders = made.map(({ secretDigest: digest }) => ({
      pk: `session#${keyText(digest)}`,
      sk: 'session',
    }));
    await Promise.all((lost === 'listed' ? listed : holders).map((key) => table.write(remove(key))));
  }

  it('are removed in several batches although DynamoDB deleted one item of each', {
    timeout: 30_000,
  }, async () => {
    await insertWithout('listed', 101);
    await insertWithout('holder', 3);
    await sessions.removeExpired(noon + 1_000_000);
    const list = { number: 2, list: 'expiring-sessions', limit: 10 } as const;
    assert.deepEqual(await connected.table.listEntries(list), []);
  });
});
