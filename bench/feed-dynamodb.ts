import { openDynamoStores } from '../server/src/adapters/dynamodb/index.ts';
import { newId } from '../server/src/ports/conformance/builders.ts';
import type { PhotoStore } from '../server/src/ports/photos.ts';
import { missingDynamodb, startDynamodbServer } from '../server/src/testing/servers/dynamodb-server.ts';
import { fillTable } from './fill-table.ts';
import { printTable } from './print-table.ts';

const limit = 50;
const lastPage = 1000;

/** What a page of the public feed asks of DynamoDB: requests and units of reading, which its bill and its limits go by. */
export async function benchDynamodb(counts: readonly number[]): Promise<void> {
  if (missingDynamodb()) return;
  await using server = await startDynamodbServer();
  const asked: { command: string; units: number }[] = [];
  const { endpoint } = await server.nameTable();
  const opened = await openDynamoStores(endpoint, {
    clock: { now: () => Date.now() },
    secrets: { createId: newId },
    onQuery: (command, units) => asked.push({ command, units }),
  });
  await using _opened = opened;
  await opened.migrate();
  const { photos } = opened.stores;

  const rows: string[][] = [];
  let held = 0;
  for (const count of counts) {
    console.error(`filling DynamoDB with ${count.toLocaleString('en')} photos …`);
    await fillTable(server.client, endpoint.table, { from: held, to: count });
    held = count;
    const cursor = await cursorOf(photos, Math.min(lastPage, count / limit - 1));
    for (const [name, request] of [
      ['first', { limit }],
      ['page 1,000 or the last', { limit, cursor }],
    ] as const) {
      asked.length = 0;
      await photos.listPublic(request);
      const units = asked.reduce((sum, one) => sum + one.units, 0);
      const commands = [...new Set(asked.map(({ command }) => command))].map(
        (command) =>
          `${asked.filter((one) => one.command === command).length} ${command.replace('Command', '')}`,
      );
      rows.push([count.toLocaleString('en'), name, commands.join(' + '), String(units)]);
    }
  }
  printTable(['photos in DynamoDB', 'page', 'requests', 'units of reading'], rows);
}

async function cursorOf(photos: PhotoStore, page: number): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let index = 0; index < page; index += 1)
    cursor = (await photos.listPublic({ limit, cursor })).nextCursor;
  return cursor;
}
