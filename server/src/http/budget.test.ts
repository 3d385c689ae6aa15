import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { maxAlbumsPerAccount } from '@vitrine/contract/limits.ts';
import type { AccountId, PhotoId } from '../domain/ids.ts';
import {
  buildAccount,
  buildAlbum,
  buildListedPhoto,
  newId,
  noon,
  times,
} from '../ports/conformance/builders.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import type { TestClient } from '../testing/app/test-client.ts';

const queries: string[] = [];
let reads = 0;

describe('the number of database queries of a response', () => {
  let app: TestApp;
  let member: TestClient;
  let memberId: AccountId;
  let albumId: string;
  const listed: PhotoId[] = [];

  before(async () => {
    app = await startApp({}, { onQuery: (sql) => queries.push(sql) });
    const { ports } = app;
    member = await app.createMember('reader');
    memberId = (await member.get('/me')).body.account.id;
    const owners = times(60, (index) => buildAccount({ username: `owner-${index}` }));
    for (const owner of owners) await ports.accounts.insert(owner);
    const add = async (ownerId: AccountId, index: number) => {
      const photo = buildListedPhoto(ownerId, {
        publishedAt: noon + index,
        createdAt: noon + index,
        tags: ['sea'],
      });
      await ports.photos.begin(photo, 1e12);
      return photo.id;
    };
    for (const [index, owner] of [...owners, ...owners, ...owners].entries())
      listed.push(await add(owner.id, index));
    const own = [];
    for (let index = 0; index < 120; index += 1) own.push(await add(memberId, -index));
    const album = buildAlbum(memberId);
    albumId = album.id;
    await ports.albums.insert(album);
    await ports.albums.addPhotos({ albumId: album.id, photoIds: own, maxPhotos: 1000, now: noon });
    for (let index = 0; index < 60; index += 1) {
      const another = buildAlbum(memberId, { createdAt: noon - index });
      await ports.albums.insert(another);
      const photoIds = own.slice(index, index + 3);
      await ports.albums.addPhotos({ albumId: another.id, photoIds, maxPhotos: 1000, now: noon });
    }
    for (const photoId of listed) await ports.likes.like({ photoId, accountId: memberId, likedAt: noon });
    const liker = owners.map(({ id }) => ({ photoId: listed[0] ?? newId(), accountId: id, likedAt: noon }));
    for (const like of liker) await ports.likes.like(like);
  });
  after(() => app[Symbol.asyncDispose]());

  type Page = { count: number; items: { owner: { username: string } }[]; nextCursor: string | null };

  async function read(person: TestClient, path: string, cursor?: string | null): Promise<Page> {
    queries.length = 0;
    reads += 1;
    // Each URL is different, so that no response is cached.
    const query = `${path.includes('?') ? '&' : '?'}read=${reads}${cursor ? `&cursor=${cursor}` : ''}`;
    const { status, body } = await person.get(path + query);
    assert.equal(status, 200, path);
    assert.ok(queries.length > 0, 'queries are counted');
    return { count: queries.length, items: body.items, nextCursor: body.nextCursor };
  }

  /** Every page of a list costs as much as its first page, and none exceeds the budget. */
  async function holdList(person: TestClient, path: string, budget: number): Promise<void> {
    let page = await read(person, path);
    const first = page.count;
    assert.ok(first <= budget, `${path}: ${first} queries, ${budget} allowed:\n${queries.join('\n')}`);
    assert.ok(page.nextCursor, `${path} has a second page`);
    while (page.nextCursor) {
      page = await read(person, path, page.nextCursor);
      // A page may cost less: no owner is read if all photos are the reader's own.
      assert.ok(
        page.count <= first,
        `${path}: ${page.count} queries for a later page, ${first} for the first`,
      );
    }
  }

  it('reads the home page of a visitor, with 50 photos of 50 people, in two queries', async () => {
    const { items, count } = await read(app.createVisitor(), '/photos');
    assert.equal(items.length, 50);
    assert.equal(new Set(items.map(({ owner }) => owner.username)).size, 50);
    assert.ok(count <= 2, `${count} queries:\n${queries.join('\n')}`);
    await holdList(app.createVisitor(), '/photos', 2);
    await holdList(app.createVisitor(), '/photos?tag=sea', 2);
  });

  it('needs the same queries for 5 photos as for 200', async () => {
    const few = await read(app.createVisitor(), '/photos?limit=5');
    const many = await read(app.createVisitor(), '/photos?limit=200');
    assert.deepEqual([few.items.length, many.items.length], [5, 200]);
    assert.equal(few.count, many.count);
  });

  it('adds only the session, the account and the likes for a member', async () => {
    await holdList(member, '/photos', 5);
  });

  it('reads the library in four queries', async () => {
    await holdList(member, '/me/photos', 4);
    await holdList(member, '/me/photos?visibility=public', 4);
    await holdList(member, '/me/photos?tag=sea', 4);
  });

  it('reads liked photos in six queries', async () => {
    await holdList(member, '/me/likes', 6);
  });

  it('needs the same queries for an unknown login as for a known one', async () => {
    const code = '123456';
    const tried: [string, Record<string, string>][] = [
      ['/accounts/resend-code', {}],
      ['/accounts/forgot-password', {}],
      ['/accounts/confirm', { code }],
      ['/accounts/reset-password', { code, password }],
    ];
    for (const [path, body] of tried) {
      const asked = new Map<string, number>();
      for (const login of ['somebody', 'reader', 'nobody']) {
        queries.length = 0;
        await app.createVisitor().post(path, { ...body, login });
        asked.set(login, queries.length);
      }
      assert.equal(asked.get('reader'), asked.get('nobody'), path);
    }
  });

  it('counts the albums of a profile without reading them, and limits their number', async () => {
    const owner = await app.createMember('collector');
    const ownerId = (await owner.get('/me')).body.account.id;
    const another = { title: 'Another', visibility: 'public' };
    const make = async () => (await owner.post('/albums', another)).status;
    for (const album of times(maxAlbumsPerAccount - 1, () => buildAlbum(ownerId)))
      await app.ports.albums.insert(album);
    assert.equal(await make(), 201);
    const refused = await owner.post('/albums', { title: 'One more' });
    assert.deepEqual([refused.status, refused.body.code], [422, 'quota-exceeded']);
    assert.match(refused.body.detail, /2,?000 albums/u);
    queries.length = 0;
    assert.equal((await app.createVisitor().get('/users/collector')).body.albumCount, maxAlbumsPerAccount);
    const ofAlbums = queries.filter((sql) => sql.includes('"albums"'));
    assert.equal(ofAlbums.length, 1);
    assert.match(ofAlbums[0] ?? '', /^select count\(\*\)/u);
    const { items } = (await owner.get('/me/albums')).body;
    assert.equal((await owner.delete(`/albums/${items[0].id}`)).status, 204);
    assert.equal(await make(), 201);
  });

  it('reads a profile and its photos in a few queries each', async () => {
    queries.length = 0;
    assert.equal((await app.createVisitor().get('/users/reader')).status, 200);
    assert.ok(queries.length <= 2, queries.join('\n'));
    await holdList(app.createVisitor(), '/users/reader/photos', 3);
  });

  it('reads any number of albums and covers in one query each', async () => {
    await holdList(app.createVisitor(), '/users/reader/albums', 6);
    await holdList(member, '/me/albums', 7);
  });

  it('reads an album and its photos in a few queries each', async () => {
    queries.length = 0;
    assert.equal((await app.createVisitor().get(`/albums/${albumId}`)).status, 200);
    assert.ok(queries.length <= 6, queries.join('\n'));
    await holdList(app.createVisitor(), `/albums/${albumId}/photos`, 5);
  });

  it('reads a photo in two queries and its likes in four', async () => {
    queries.length = 0;
    assert.equal((await app.createVisitor().get(`/photos/${listed[1]}`)).status, 200);
    assert.ok(queries.length <= 3, queries.join('\n'));
    await holdList(app.createVisitor(), `/photos/${listed[0]}/likes?limit=20`, 4);
  });
});
