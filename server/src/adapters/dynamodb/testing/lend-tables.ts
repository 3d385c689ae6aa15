import { after, before } from 'node:test';
import type { StoresTwice } from '../../../ports/conformance/database.ts';
import type { StoresOptions } from '../../../ports/stores.ts';
import { type DynamodbServer, startDynamodbServer } from '../../../testing/servers/dynamodb-server.ts';
import { createDynamoStores } from '../index.ts';
import { connectTable } from '../table/connect-table.ts';

/** A request as the client sent it. */
export type Sent = { command: string; units: number };

/** A server for the suite around it. A table is made for each who opens one, and is gone afterwards. */
export function lendTables() {
  let server: DynamodbServer | undefined;
  const closing = new AsyncDisposableStack();
  const sent: Sent[] = [];

  const running = () => {
    if (!server) throw new Error('the server runs within a suite');
    return server;
  };
  before(async () => {
    server = closing.use(await startDynamodbServer());
  });
  after(() => closing.disposeAsync());

  return {
    server: running,
    /** Every request to the tables that were opened here, the first first. */
    sent,
    async openTwice(options: StoresOptions): Promise<StoresTwice> {
      await using opened = new AsyncDisposableStack();
      const { endpoint } = await running().nameTable();
      const onQuery = (command: string, units: number) => sent.push({ command, units });
      const here = opened.use(await connectTable(endpoint, { onQuery }));
      const elsewhere = opened.use(await connectTable(endpoint, { onQuery }));
      await elsewhere.migrate();
      opened.defer(() => running().removeTable(endpoint.table));
      const owned = opened.move();
      return {
        here: createDynamoStores(here.table, options),
        elsewhere: createDynamoStores(elsewhere.table, options),
        [Symbol.asyncDispose]: () => owned.disposeAsync(),
      };
    },
  };
}
