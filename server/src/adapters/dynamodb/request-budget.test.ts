import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AccountId, PhotoId } from '../../domain/ids.ts';
import { days } from '../../domain/time.ts';
import {
  buildAccount,
  buildAlbum,
  buildListedPhoto,
  newId,
  noon,
  times,
} from '../../ports/conformance/builders.ts';
import type { StoresTwice } from '../../ports/conformance/database.ts';
import type { Page, PageRequest } from '../../ports/paging.ts';
import type { Stores } from '../../ports/stores.ts';
import { missingDynamodb } from '../../testing/servers/dynamodb-server.ts';
import { feedShards, jobShards } from './table/keys.ts';
import { type Sent, useTables } from './testing/use-tables.ts';

/* More than one page of each shard. */
const photoCount = 240;
const limit = 20;

describe('the cost of requests on DynamoDB', { skip: missingDynamodb() }, () => {
  let opened: StoresTwice;
  after(() => opened?.[Symbol.asyncDispose]());
  const { openTwice, sent } = useTables();
  const owner = buildAccount();
  const ada = newId<AccountId>();
  const album = buildAlbum(owner.id);
  const ownerId = owner.id;
  const ids: PhotoId[] = [];
  let stores: Stores;
  let now = noon;

  before(async () => {
    opened = await openTwice({ clock: { now: () => now }, secrets: { createId: newId } });
    stores = opened.here;
    await stores.accounts.insert(owner);
    await stores.albums.insert(album);
    for (const index of times(photoCount, (count) => count)) {
      const moment = noon + index;
      const photo = buildListedPhoto(ownerId, { publishedAt: moment, createdAt: moment, tags: ['sea'] });
      await stores.photos.begin(photo, 1e12);
      ids.push(photo.id);
    }
    await stores.albums.addPhotos({ albumId: album.id, photoIds: ids, maxPhotos: 1000, now: noon });
    await Promise.all(
      ids.slice(0, 60).map((photoId) => stores.likes.like({ photoId, accountId: ada, likedAt: noon })),
    );
  });

  async function record<T>(work: () => Promise<T>): Promise<{ result: T; requests: Sent[] }> {
    const start = sent.length;
    const result = await work();
    return { result, requests: sent.slice(start) };
  }
  const count = (requests: Sent[], command: string) =>
    requests.filter((request) => request.command === `${command}Command`).length;
  const unitsOf = (requests: Sent[]) => requests.reduce((sum, { units }) => sum + units, 0);

  /** The last page costs what the first one does: at most so many queries and one batch read. */
  async function assertPagesCost(
    list: (request: PageRequest) => Promise<Page<unknown>>,
    queries: number,
  ): Promise<void> {
    const costs: number[] = [];
    let cursor: string | undefined;
    do {
      const { result, requests } = await record(() => list({ cursor, limit }));
      assert.ok(count(requests, 'Query') <= queries, `${count(requests, 'Query')} queries`);
      assert.equal(count(requests, 'BatchGetItem'), 1);
      assert.equal(requests.length, count(requests, 'Query') + 1);
      if (result.nextCursor) costs.push(unitsOf(requests));
      cursor = result.nextCursor;
    } while (cursor);
    assert.ok(costs.length > 1);
    const [first = 0] = costs;
    // A page near the end reads less, because the shards hold less.
    for (const cost of costs) assert.ok(cost > 0 && cost <= first + 1, `${costs.join(' ')}`);
  }

  it('queries each shard once for any page of the feed', () =>
    assertPagesCost((request) => stores.photos.listPublic(request), feedShards));

  it('queries once for any page of a tag, profile, library or public album, and twice for an unlisted album', async () => {
    await assertPagesCost((request) => stores.photos.listPublic({ tag: 'sea', ...request }), 1);
    await assertPagesCost((request) => stores.photos.listPublicByOwner({ ownerId, ...request }), 1);
    await assertPagesCost((request) => stores.photos.listByOwner({ ownerId, ...request }), 1);
    await assertPagesCost((request) => stores.photos.listByOwner({ ownerId, tag: 'sea', ...request }), 1);
    const inAlbum = { albumId: album.id, audience: 'everyone' as const };
    await assertPagesCost((request) => stores.albums.listPhotos({ ...inAlbum, ...request }), 1);
    const byLink = { albumId: album.id, audience: 'linked' as const };
    await assertPagesCost((request) => stores.albums.listPhotos({ ...byLink, ...request }), 2);
    await assertPagesCost((request) => stores.likes.listByAccount({ accountId: ada, ...request }), 1);
  });

  it('reads only matching photos of a filtered library', async () => {
    const sift =
      (filter: Partial<Parameters<Stores['photos']['listByOwner']>[0]>) => (request: PageRequest) =>
        stores.photos.listByOwner({ ownerId, ...filter, ...request });
    await assertPagesCost(sift({ status: 'ready', visibility: 'public' }), 1);
    await assertPagesCost(sift({ status: 'ready' }), 3);
    await assertPagesCost(sift({ visibility: 'public', tag: 'sea' }), 4);
    const none = await record(() => sift({ status: 'ready', visibility: 'private' })({ limit }));
    assert.deepEqual(none.result.items, []);
    assert.equal(none.requests.length, 1);
  });

  it('lists tags with one query for each and one batch read for fifty', async () => {
    const person = buildAccount();
    await stores.accounts.insert(person);
    const tagged = times(3, (index) =>
      buildListedPhoto(person.id, { tags: times(40, (tag) => `tag ${index} ${tag}`) }),
    );
    for (const photo of tagged) await stores.photos.begin(photo, 1e12);
    const [first] = tagged;
    await stores.photos.change(first?.id ?? newId(), (photo) => ({ ...photo, tags: [] }));
    const list = (most: number) => record(() => stores.photos.listTags({ ownerId: person.id, limit: most }));
    const assertCost = (requests: Sent[], cost: { queries: number; looks: number; writes: number }) => {
      const { length } = requests;
      assert.equal(count(requests, 'Query'), cost.queries);
      assert.ok(count(requests, 'BatchGetItem') <= cost.looks);
      assert.equal(length - count(requests, 'Query') - count(requests, 'BatchGetItem'), cost.writes);
    };
    const { result, requests } = await list(500);
    assert.equal(result.length, 80);
    // The request marks unused tags, to remove them later.
    assertCost(requests, { queries: 120 + 3, looks: 3, writes: 40 });
    assertCost((await list(500)).requests, { queries: 120 + 3, looks: 3, writes: 0 });
    now += days(1);
    await list(500);
    assertCost((await list(500)).requests, { queries: 80 + 2, looks: 2, writes: 0 });
    const some = await list(20);
    assert.equal(some.result.length, 20);
    assertCost(some.requests, { queries: 50 + 1, looks: 1, writes: 0 });
  });

  it('reads an item with one request', async () => {
    const [id = newId<PhotoId>()] = ids;
    const reads: Record<string, () => Promise<unknown>> = {
      photo: () => stores.photos.find(id),
      account: () => stores.accounts.find(ownerId),
      session: () => stores.sessions.findByDigest('nothing', noon),
      token: () => stores.tokens.findByDigest('nothing', noon),
      'many photos': () => stores.photos.findMany(ids.slice(0, 100)),
      likes: () => stores.likes.findLiked(ada, ids.slice(0, 100)),
    };
    for (const [name, read] of Object.entries(reads))
      assert.equal((await record(read)).requests.length, 1, name);
    assert.equal((await record(() => stores.accounts.findByUsername(owner.username))).requests.length, 2);
  });

  it('likes with one read and one transaction', async () => {
    const [photoId = newId<PhotoId>()] = ids;
    const { requests } = await record(() =>
      stores.likes.like({ photoId, accountId: newId<AccountId>(), likedAt: noon }),
    );
    assert.deepEqual(
      requests.map(({ command }) => command),
      ['BatchGetItemCommand', 'TransactWriteItemsCommand'],
    );
  });

  it('enqueues and receives a job with a constant number of requests', async () => {
    const enqueue = (index: number) =>
      record(() => stores.jobs.enqueue({ name: 'paint', payload: {}, key: `k${index}`, group: 'ada' }));
    const receive = () =>
      record(() => stores.jobs.receive({ lanes: ['short'], limit: 1, lease: 30_000, waitFor: 0 }));
    await receive();
    const enqueued = [await enqueue(-1)];
    const received = [await receive(), await receive()];
    for (const index of times(100, (counted) => counted)) enqueued.push(await enqueue(index));
    for (const _ of times(4, () => 0)) received.push(await receive());
    for (const { requests } of enqueued) assert.equal(requests.length, jobShards + 2);
    // Every second request also reads the timed jobs.
    for (const { requests } of received) {
      assert.ok(requests.length <= 2 * jobShards + 2, `${requests.length} requests`);
      assert.ok(unitsOf(requests) <= 16, `${unitsOf(requests)} units`);
    }
  });

  it('never scans the table', async () => {
    await stores.photos.listAll({ limit: 10 });
    await stores.accounts.listAll({ limit: 10 });
    await stores.jobs.listDead({ limit: 10 });
    for (const { command } of sent) assert.doesNotMatch(command, /Scan|Statement/u);
  });
});
