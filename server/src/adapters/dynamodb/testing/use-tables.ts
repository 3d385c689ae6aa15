import { after, before } from 'node:test';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { newId, noon } from '../../../ports/conformance/builders.ts';
import type { StoresTwice } from '../../../ports/conformance/database.ts';
import type { FirstRows } from '../../../ports/conformance/first-rows.ts';
import type { StoresOptions } from '../../../ports/stores.ts';
import { type DynamodbServer, startDynamodbServer } from '../../../testing/servers/dynamodb-server.ts';
import { createDynamoStores } from '../index.ts';
import { connectTable } from '../table/connect-table.ts';
import { buildFirstItems } from './first-items.ts';

/** A request that the client sent. */
export type Sent = { command: string; units: number };

/** Starts a server for the surrounding suite. Each `open` creates a table and removes it afterwards. */
export function useTables() {
  let server: DynamodbServer | undefined;
  const closing = new AsyncDisposableStack();
  const sent: Sent[] = [];
  const onQuery = (command: string, units: number) => sent.push({ command, units });

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
    /** All requests to the opened tables, oldest first. */
    sent,
    async openTwice(options: StoresOptions): Promise<StoresTwice> {
      await using opened = new AsyncDisposableStack();
      const { endpoint } = await running().nameTable();
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

    /** Opens a table that holds these values as the first version stored them. */
    async openFirst(rows: FirstRows) {
      await using opened = new AsyncDisposableStack();
      const { endpoint } = await running().nameTable();
      const connected = opened.use(await connectTable(endpoint, { onQuery }));
      await connected.migrate();
      opened.defer(() => running().removeTable(endpoint.table));
      const documents = DynamoDBDocumentClient.from(running().client);
      for (const Item of buildFirstItems(rows))
        await documents.send(new PutCommand({ TableName: endpoint.table, Item }));
      const owned = opened.move();
      return {
        stores: createDynamoStores(connected.table, {
          clock: { now: () => noon },
          secrets: { createId: newId },
        }),
        [Symbol.asyncDispose]: () => owned.disposeAsync(),
      };
    },
  };
}
