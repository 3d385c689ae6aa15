import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { days } from '../domain/time.ts';
import { startApp, type TestApp } from '../testing/app/test-app.ts';
import { sendBytes, type TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';

const letters = ['a', 'b', 'c', 'd', 'e'] as const;
type Letter = (typeof letters)[number];

describe('a series of uploads', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app[Symbol.asyncDispose]());

  /** Announces the series in order. The test decides when each photo arrives and renders. */
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

  it('keeps the chosen order in profile, feed, tag, library and album, whichever photo renders first', async () => {
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

  it('keeps the chosen order if its photos become public together later', async () => {
    const bea = await app.createMember('bea');
    const arrive = await announce(bea, { visibility: 'private' });
    await arrive(['c', 'e', 'a', 'b', 'd']);
    const { items } = (await bea.get('/me/photos')).body;
    const photoIds = items.map(({ id }: { id: string }) => id);
    await bea.post('/photos/bulk', { photoIds, action: 'visibility', visibility: 'public' });
    assert.equal(await titlesAt(app.createVisitor(), '/users/bea/photos'), 'edcba');
  });

  it('shows every photo once to a reader who pages while more arrive', async () => {
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

  it('lists a photo that arrives days after its announcement as new', async () => {
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
