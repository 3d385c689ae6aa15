import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { AccountId } from '../../domain/ids.ts';
import { buildAlbum, newId, noon } from '../../ports/conformance/builders.ts';
import type { Stores } from '../../ports/stores.ts';
import { missingDynamodb } from '../../testing/servers/dynamodb-server.ts';
import { createDynamoStores } from './index.ts';
import { connectTable } from './table/connect-table.ts';
import { useTables } from './testing/use-tables.ts';

const options = { clock: { now: () => noon }, secrets: { createId: newId } };

/* DynamoDB may complete a write and respond with a 500. The SDK then sends the write again. */
describe('a write whose response is lost, on DynamoDB', { skip: missingDynamodb() }, () => {
  const opened = new AsyncDisposableStack();
  after(() => opened.disposeAsync());
  const { server } = useTables();
  let stores: Stores;
  const ownerId = newId<AccountId>();
  /** The number of responses still to lose, and all requests since. */
  let losing = 0;
  let sent: string[] = [];

  before(async () => {
    const { endpoint } = await server().nameTable();
    const between = createServer((request, response) => pass(request, response, endpoint.endpoint));
    opened.defer(() => void between.close().closeAllConnections());
    await once(between.listen(0, '127.0.0.1'), 'listening');
    const { port } = between.address() as AddressInfo;
    const connected = opened.use(await connectTable({ ...endpoint, endpoint: `http://127.0.0.1:${port}` }));
    await connected.migrate();
    stores = createDynamoStores(connected.table, options);
  });
  beforeEach(() => {
    sent = [];
  });

  async function pass(request: IncomingMessage, response: ServerResponse, endpoint: string): Promise<void> {
    const target = String(request.headers['x-amz-target']);
    const headers = {
      authorization: String(request.headers.authorization),
      'content-type': String(request.headers['content-type']),
      'x-amz-target': target,
    };
    const answer = await fetch(endpoint, { method: 'POST', headers, body: await buffer(request) });
    const isLost = losing > 0 && /PutItem|UpdateItem|DeleteItem|TransactWriteItems/u.test(target);
    if (isLost) losing -= 1;
    sent.push(`${target.split('.')[1]}${isLost ? ' lost' : ''}`);
    const body = isLost ? '{"__type":"InternalServerError"}' : Buffer.from(await answer.arrayBuffer());
    response.writeHead(isLost ? 500 : answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(body);
  }

  /** Runs the work and loses the response to its last write. */
  async function withLoss<T>(work: () => Promise<T>): Promise<T> {
    losing = 1;
    const result = await work();
    assert.equal(losing, 0, sent.join(', '));
    return result;
  }

  it('claims the mail for the sender of the write', async () => {
    const id = newId();
    assert.equal(await withLoss(() => stores.sentMails.claim(id, noon)), 'claimed');
    assert.equal(await withLoss(() => stores.sentMails.claim(id, noon)), 'held');
  });

  it('accepts the right code', async () => {
    const code = {
      accountId: ownerId,
      purpose: 'reset-password',
      browser: 'here',
      linkDigest: 'digest',
      expiresAt: noon + 1000,
    } as const;
    await stores.credentials.setCode(code);
    assert.equal(await withLoss(() => stores.credentials.takeCode(code)), true);
    assert.equal(await withLoss(() => stores.credentials.takeCode(code)), false);
  });

  it('inserts an album', async () => {
    const album = buildAlbum(ownerId);
    await withLoss(() => stores.albums.insert(album));
    await assert.rejects(
      withLoss(() => stores.albums.insert(album)),
      /An album with this id already/u,
    );
    assert.deepEqual(await stores.albums.find(album.id), album);
  });

  it('removes an album', async () => {
    const album = buildAlbum(ownerId);
    await stores.albums.insert(album);
    assert.equal(await withLoss(() => stores.albums.remove(album.id)), true);
    assert.equal(await stores.albums.remove(album.id), false);
  });
});
