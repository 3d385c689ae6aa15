import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeJpeg } from '../server/src/testing/images/make-jpeg.ts';
import {
  missingDatabaseServer,
  startDatabaseServer,
} from '../server/src/testing/servers/database-servers.ts';
import { missingDynamodb, startDynamodbServer } from '../server/src/testing/servers/dynamodb-server.ts';
import { type Client, createMember, waitFor } from './api-client.ts';
import { startVitrine, type VitrineProcess } from './vitrine-process.ts';

const crowd = 50;
const photoCount = 10;
const kept = 5;

type Database = { name: string; skip: string | false; lend(): Promise<AsyncDisposable & { url?: string }> };

const onServer = (name: 'PostgreSQL' | 'MariaDB'): Database => ({
  name,
  skip: missingDatabaseServer(name),
  async lend() {
    const server = await startDatabaseServer(name);
    const { url } = await server.createDatabase();
    return { url, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  },
});
const databases: Database[] = [
  { name: 'SQLite', skip: false, lend: async () => ({ [Symbol.asyncDispose]: async () => undefined }) },
  onServer('PostgreSQL'),
  onServer('MariaDB'),
  {
    name: 'DynamoDB',
    skip: missingDynamodb(),
    async lend() {
      const server = await startDynamodbServer();
      const { url } = await server.nameTable();
      return { url, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
    },
  },
];

for (const { name, skip, lend } of databases)
  describe(`two servers that share a ${name} database`, { skip }, () => {
    it('agree on concurrent changes of the same photos by fifty people', async () => {
      await using stack = new AsyncDisposableStack();
      const directory = await mkdtemp(join(tmpdir(), 'vitrine-e2e-'));
      stack.defer(() => rm(directory, { recursive: true, force: true }));
      const { url } = stack.use(await lend());
      const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env;
      const settings: Record<string, string> = url
        ? { VITRINE_DATABASE_URL: url, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }
        : {};
      // Start both before any table exists.
      const servers = await Promise.all([
        startVitrine(settings, directory),
        startVitrine(settings, directory),
      ]);
      for (const server of servers) stack.use(server);
      const [here, elsewhere] = servers;
      const owner = await createMember(here, 'owner');

      await sharesSessions(owner, elsewhere);
      await sharesLimits(here, elsewhere);
      const photoIds = await upload(owner, servers);
      const albumId = await makeAlbum(owner, photoIds);
      const hearing = readEvents(elsewhere, owner);
      const people = await gather(servers);

      await Promise.all([
        ...people.map((user, index) => likeInTurn(user, index, photoIds)),
        ...Array.from({ length: 10 }, (_, index) => rearrange(owner, servers, albumId, photoIds, index)),
        ...photoIds.slice(kept).map((id, index) => throwAway(owner, servers, id, index)),
      ]);
      assert.match(await hearing, /event: photo\.liked/u);
      for (const server of servers) await isExact(owner.on(server.url), albumId, photoIds.slice(0, kept));
    });
  });

async function sharesSessions(owner: Client, elsewhere: VitrineProcess): Promise<void> {
  const there = owner.on(elsewhere.url);
  assert.equal((await there.call('GET', '/me')).status, 200);
  const login = { login: 'owner', password: 'correct horse battery' };
  const second = await fetch(`${elsewhere.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  });
  const cookie = second.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { body } = await owner.call('GET', '/me/sessions');
  const other = (body as { items: { id: string; isCurrent: boolean }[] }).items.find((one) => !one.isCurrent);
  await owner.call('DELETE', `/me/sessions/${other?.id}`);
  const refused = await fetch(`${elsewhere.url}/api/v1/me`, { headers: { cookie } });
  assert.equal(refused.status, 401, 'the session was revoked on the other server');
}

async function sharesLimits(...servers: VitrineProcess[]): Promise<void> {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 11; attempt += 1) {
    const { status } = await fetch(`${servers[attempt % 2]?.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'nobody', password: 'wrong' }),
    });
    statuses.push(status);
  }
  assert.deepEqual(statuses, [...Array(10).fill(401), 429]);
}

async function upload(owner: Client, servers: readonly VitrineProcess[]): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < photoCount; index += 1) {
    const bytes = await makeJpeg({ width: 120, height: 90, hue: index * 30 });
    ids.push((await owner.on(servers[index % 2]?.url ?? '').upload(bytes, `photo-${index}.jpg`)) ?? '');
  }
  for (const id of ids)
    await waitFor(
      () => owner.call('GET', `/photos/${id}`),
      ({ body }) => (body as { status: string }).status === 'ready',
    );
  return ids;
}

async function makeAlbum(owner: Client, photoIds: readonly string[]): Promise<string> {
  const { body } = await owner.call('POST', '/albums', {
    title: 'Everything',
    visibility: 'public',
    photoIds,
  });
  return (body as { id: string }).id;
}

async function gather(servers: readonly VitrineProcess[]): Promise<Client[]> {
  const people: Client[] = [];
  for (let index = 0; index < crowd; index += 1) {
    const server = servers[index % 2];
    if (server) people.push(await createMember(server, `person-${index}`));
  }
  return people;
}

/** Likes every photo. Half of the people remove their likes again. */
async function likeInTurn(user: Client, index: number, photoIds: readonly string[]): Promise<void> {
  for (const id of photoIds) await user.call('PUT', `/photos/${id}/like`);
  if (index % 4 >= 2) for (const id of photoIds.toReversed()) await user.call('DELETE', `/photos/${id}/like`);
}

async function rearrange(
  owner: Client,
  servers: readonly VitrineProcess[],
  albumId: string,
  photoIds: readonly string[],
  index: number,
): Promise<void> {
  const at = owner.on(servers[index % 2]?.url ?? '');
  const order = index % 3 ? photoIds.toReversed() : photoIds;
  const { status } = await at.call('PUT', `/albums/${albumId}/order`, { photoIds: order });
  assert.ok(status < 500, `reordering answered ${status}`);
}

async function throwAway(owner: Client, servers: readonly VitrineProcess[], id: string, index: number) {
  const [first, second] = index % 2 ? servers : servers.toReversed();
  const statuses = await Promise.all(
    [first, second].map(
      async (server) => (await owner.on(server?.url ?? '').call('DELETE', `/photos/${id}`)).status,
    ),
  );
  assert.ok(
    statuses.every((status) => status < 500),
    `deleting twice answered ${statuses}`,
  );
}

/** Reads a server's event stream up to the first like. */
async function readEvents(server: VitrineProcess, { cookie }: Client): Promise<string> {
  const stream = await fetch(`${server.url}/api/v1/events`, { headers: { cookie: cookie() } });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  while (reader && !heard.includes('photo.liked')) {
    const { done, value = '' } = await reader.read();
    if (done) break;
    heard += value;
  }
  await reader?.cancel();
  return heard;
}

type Listed = { items: { id: string; likeCount: number }[] };

async function isExact(owner: Client, albumId: string, photoIds: readonly string[]): Promise<void> {
  const list = async (path: string) => ((await owner.call('GET', `${path}?limit=200`)).body as Listed).items;
  const ids = async (path: string) => (await list(path)).map(({ id }) => id).toSorted();
  const expected = photoIds.toSorted();
  assert.deepEqual(await ids('/photos'), expected);
  assert.deepEqual(await ids('/me/photos'), expected);
  assert.deepEqual(await ids(`/albums/${albumId}/photos`), expected);
  assert.equal((await list('/me/trash')).length, photoCount - kept);
  const likes = Array.from({ length: crowd }, (_, index) => index).filter((index) => index % 4 < 2).length;
  for (const { id, likeCount } of await list('/photos')) {
    assert.equal(likeCount, likes);
    assert.equal((await list(`/photos/${id}/likes`)).length, likes);
  }
  const { account } = (await owner.call('GET', '/me')).body as { account: { photoCount: number } };
  assert.equal(account.photoCount, kept);
}
