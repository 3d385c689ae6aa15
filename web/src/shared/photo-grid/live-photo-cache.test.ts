import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { QueryClient } from '@tanstack/react-query';
import { changePhotoInCache, trashOptimistically } from '../../api/photo-cache.ts';
import { sessionKey } from '../../api/session.ts';
import type { Photo } from '../../api/types.ts';
import { createLivePhotoCache } from './live-photo-cache.ts';
import type { PhotoPages } from './photo-window.ts';

const gallery = '/me/photos?limit=50';
/** Greater numbers are newer. */
const photo = (number: number, more: Partial<Photo> = {}) =>
  ({
    id: `p${number}`,
    createdAt: new Date(number).toISOString(),
    owner: { username: 'ada' },
    width: 300,
    height: 200,
    status: 'ready',
    visibility: 'public',
    tags: [],
    renditions: [],
    trashedAt: null,
    ...more,
  }) as unknown as Photo;
const listOf = (photos: Photo[], nextCursor: string | null = 'c1'): PhotoPages => ({
  pages: [{ items: photos, nextCursor }],
  pageParams: [null],
});

function setUp(url = gallery) {
  const client = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } });
  const person = { isBusy: false };
  const cache = createLivePhotoCache(client, () => person.isBusy);
  client.setQueryData([url], listOf([4, 3, 2, 1].map((number) => photo(number))));
  const list = (at = url) => client.getQueryData<PhotoPages>([at])?.pages.flatMap(({ items }) => items) ?? [];
  const numbers = (at?: string) =>
    list(at)
      .map(({ id }) => id.slice(1))
      .join(' ');
  return { client, person, cache, list, numbers };
}

describe('the live photo cache', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('adds a first photo at once and collects later ones for a second', () => {
    const { cache, numbers } = setUp();
    cache.update(photo(5));
    assert.equal(numbers(), '5 4 3 2 1');
    cache.update(photo(6));
    cache.update(photo(7));
    mock.timers.tick(999);
    assert.equal(numbers(), '5 4 3 2 1');
    mock.timers.tick(1);
    assert.equal(numbers(), '7 6 5 4 3 2 1');
  });

  it('adds photos to every open list once they are ready and public', () => {
    for (const list of ['/photos?limit=50', '/users/ada/photos?limit=50']) {
      const { cache, numbers } = setUp(list);
      cache.update(photo(5, { status: 'processing' }));
      mock.timers.tick(1000);
      cache.update(photo(6, { visibility: 'private' }));
      mock.timers.tick(1000);
      cache.update(photo(7, { visibility: 'unlisted' }));
      mock.timers.tick(1000);
      cache.update(photo(8, { hidden: true }));
      mock.timers.tick(1000);
      assert.equal(numbers(list), '4 3 2 1', list);
      cache.update(photo(5));
      mock.timers.tick(1000);
      assert.equal(numbers(list), '5 4 3 2 1', list);
    }
    const tagged = setUp('/photos?limit=50&tag=sea');
    tagged.cache.update(photo(5, { tags: ['lake'] }));
    mock.timers.tick(1000);
    tagged.cache.update(photo(6, { tags: ['sea'] }));
    mock.timers.tick(1000);
    assert.equal(tagged.numbers(), '6 4 3 2 1');
    const another = setUp('/users/bea/photos?limit=50');
    another.cache.update(photo(5));
    mock.timers.tick(1000);
    assert.equal(another.numbers(), '4 3 2 1', "somebody else's profile");
  });

  it('waits while the user works in the grid', () => {
    const { cache, person, numbers } = setUp();
    person.isBusy = true;
    cache.update(photo(5));
    cache.update(photo(6));
    mock.timers.tick(60_000);
    assert.equal(numbers(), '4 3 2 1');
    person.isBusy = false;
    mock.timers.tick(1000);
    assert.equal(numbers(), '6 5 4 3 2 1');
  });

  it('updates a photo at once but keeps its aspect ratio while the user works', () => {
    const { client, cache, person, list } = setUp();
    const announced = photo(5, { status: 'uploading', width: null, height: null });
    cache.update(announced);
    client.setQueryData(['/photos/p5'], announced);
    person.isBusy = true;
    cache.update(photo(5, { width: 400, height: 100 }));
    const shown = () => list().map(({ id, status, width }) => [id, status, width])[0];
    assert.deepEqual(shown(), ['p5', 'ready', null]);
    assert.equal(client.getQueryData<Photo>(['/photos/p5'])?.width, 400, 'on its own page nothing moves');
    changePhotoInCache(client, 'p5', (held) => ({ ...held, title: 'Harbour' }));
    person.isBusy = false;
    mock.timers.tick(1000);
    assert.deepEqual(shown(), ['p5', 'ready', 400]);
    assert.equal(list()[0]?.title, 'Harbour');
  });

  it('does not restore photos from the trash', () => {
    const { client, cache, numbers } = setUp();
    client.setQueryData(['/me/trash?limit=50'], listOf([photo(3)]));
    trashOptimistically(client, new Set(['p3']));
    client.setQueryData(['/me/trash?limit=50'], listOf([photo(3)]));
    cache.update(photo(3, { trashedAt: new Date().toISOString() }));
    cache.update(photo(2, { trashedAt: new Date().toISOString() }));
    assert.equal(numbers(), '4 1');
    assert.equal(numbers('/me/trash?limit=50'), '3');
  });

  it('drops queued photos that are removed meanwhile', () => {
    const { client, cache, person, numbers } = setUp();
    person.isBusy = true;
    cache.update(photo(3, { visibility: 'private' }));
    cache.update(photo(5));
    cache.update(photo(6));
    trashOptimistically(client, new Set(['p3']));
    cache.remove('p5');
    cache.update(photo(6, { trashedAt: new Date().toISOString() }));
    person.isBusy = false;
    mock.timers.tick(1000);
    assert.equal(numbers(), '4 2 1');
  });

  it('drops queued photos that were selected with all others and trashed', () => {
    const { client, cache, person, numbers } = setUp();
    person.isBusy = true;
    cache.update(photo(4, { visibility: 'private' }));
    cache.update(photo(5));
    mock.timers.tick(1000);
    client.setQueryData(['selection', gallery], listOf([photo(5), photo(4)]));
    mock.timers.tick(1000);
    trashOptimistically(client, new Set(['p5', 'p4']));
    client.setQueryData(['/me/trash?limit=50'], listOf([photo(5), photo(4)]));
    client.setQueryData(['/photos/p4'], photo(4));
    person.isBusy = false;
    mock.timers.tick(1000);
    assert.equal(numbers(), '3 2 1');
  });

  it('keeps older photos in position and out of parts that are not loaded', () => {
    const { cache, numbers } = setUp();
    cache.update(photo(2, { visibility: 'private' }));
    cache.update(photo(0));
    mock.timers.tick(1000);
    assert.equal(numbers(), '4 3 2 1');
  });

  it('adds photos only to lists whose filter they pass', () => {
    const { client, cache, numbers } = setUp();
    const secret = `${gallery}&visibility=private`;
    client.setQueryData([secret], listOf([photo(1, { visibility: 'private' })]));
    cache.update(photo(5));
    assert.deepEqual([numbers(), numbers(secret)], ['5 4 3 2 1', '1']);
  });

  it('adds nothing to another user’s library', () => {
    const { client, cache, numbers } = setUp();
    client.setQueryData(sessionKey, { account: { username: 'bob' } });
    cache.update(photo(5));
    assert.equal(numbers(), '4 3 2 1');
  });
});
