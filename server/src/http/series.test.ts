import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { days } from '../domain/time.ts';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import { sendBytes, type TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

const letters = ['a', 'b', 'c', 'd', 'e'] as const;
type Letter = (typeof letters)[number];

describe('a series appears in the order in which it was chosen', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app[Symbol.asyncDispose]());

  /** Announces the series in order; each photo arrives and is drawn when the test says so. */
  async function announce(person: TestClient, details: Record<string, unknown> = {}) {
    const arrive = new Map<Letter, () => Promise<void>>();
    for (const [index, title] of letters.entries()) {
      const bytes = await makeJpeg({ width: 60 + index, height: 50 });
      const file = { fileName: `${title}.jpg`, contentType: 'image/jpeg', bytes: bytes.byteLength };
      const { photo, target } = (await person.post('/uploads', { ...file, title, ...details })).body;
      arrive.set(title, async () => {
        await sendBytes(app.fetch, target, bytes);
        await person.post(`/uploads/${photo.id}/complete`);
        await app.runJobs();
      });
    }
    return async (order: readonly Letter[]) => {
      for (const letter of order) await arrive.get(letter)?.();
    };
  }
  const titlesAt = async (person: TestClient, path: string): Promise<string> =>
    (await person.get(path)).body.items.map(({ title }: { title: string }) => title).join('');

  it('in the profile, the feed, a tag, the own library and the album, whichever photo is drawn first', async () => {
    const ada = await app.createMember('ada');
    const { id: albumId } = (await ada.post('/albums', { title: 'Series', visibility: 'public' })).body;
    const arrive = await announce(ada, { visibility: 'public', tags: ['series'], albumId });
    await arrive(['d', 'a', 'e', 'c', 'b']);
    const visitor = app.createVisitor();
    for (const path of ['/users/ada/photos', '/photos', '/photos?tag=series'])
      assert.equal(await titlesAt(visitor, path), 'edcba', path);
    assert.equal(await titlesAt(ada, '/me/photos'), 'edcba');
    assert.equal(await titlesAt(visitor, `/albums/${albumId}/photos`), 'abcde');
  });

  it('when it becomes public together, later', async () => {
    const bea = await app.createMember('bea');
    const arrive = await announce(bea, { visibility: 'private' });
    await arrive(['c', 'e', 'a', 'b', 'd']);
    const { items } = (await bea.get('/me/photos')).body;
    const photoIds = items.map(({ id }: { id: string }) => id);
    await bea.post('/photos/bulk', { photoIds, action: 'visibility', visibility: 'public' });
    assert.equal(await titlesAt(app.createVisitor(), '/users/bea/photos'), 'edcba');
  });

  it('and a reader who pages meanwhile sees no photo twice and misses none that was there', async () => {
    const cleo = await app.createMember('cleo');
    const arrive = await announce(cleo, { visibility: 'public' });
    await arrive(['a', 'c', 'e']);
    const visitor = app.createVisitor();
    const read = async (cursor?: string) => {
      const query = new URLSearchParams({ limit: '1', ...(cursor && { cursor }) });
      const { items, nextCursor } = (await visitor.get(`/users/cleo/photos?${query}`)).body;
      return { title: items[0]?.title as string | undefined, nextCursor };
    };
    const first = await read();
    await arrive(['d']);
    const second = await read(first.nextCursor);
    await arrive(['b']);
    const seen = [first.title, second.title];
    for (let { nextCursor } = second; nextCursor; ) {
      const page = await read(nextCursor);
      seen.push(page.title);
      nextCursor = page.nextCursor;
    }
    assert.equal(seen.join(''), 'edcba');
  });

  it('and a photo that arrives days after its announcement is a new one', async () => {
    const dora = await app.createMember('dora');
    const arrive = await announce(dora, { visibility: 'public' });
    const { items } = (await dora.get('/me/photos')).body;
    for (const { id, title } of items)
      if (title === 'a')
        await app.ports.photos.change(id, (photo) => ({
          ...photo,
          createdAt: photo.createdAt - days(3),
        }));
    await arrive(['b', 'a']);
    assert.equal(await titlesAt(app.createVisitor(), '/users/dora/photos'), 'ab');
  });
});
