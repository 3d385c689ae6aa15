import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Photo } from '../../api/types.ts';
import { insertPhotos } from './live-photo-cache.ts';
import type { PhotoPages } from './photo-window.ts';

const photo = (age: number) =>
  ({ id: `p${age}`, createdAt: new Date(1_000_000 - age).toISOString() }) as Photo;
const page = (ages: number[], nextCursor: string | null) => ({ items: ages.map(photo), nextCursor });
const away = (nextCursor: string) => ({ items: [], nextCursor, shapes: [1, 1] });
const listOf = (...pages: PhotoPages['pages']): PhotoPages => ({
  pages,
  pageParams: pages.map((_, index) => (index ? `c${index}` : null)),
});
const ages = ({ pages }: PhotoPages) => pages.map(({ items }) => items.map(({ id }) => Number(id.slice(1))));
const list = listOf(page([10, 20], 'c1'), page([30, 40], 'c2'));

describe('insertPhotos', () => {
  it('inserts the newest first and others by age', () => {
    assert.deepEqual(ages(insertPhotos(list, [photo(35), photo(1), photo(25), photo(2)])), [
      [1, 2, 10, 20],
      [25, 30, 35, 40],
    ]);
  });

  it('leaves a present photo in its position', () => {
    const older = { ...photo(20), createdAt: photo(0).createdAt };
    assert.equal(insertPhotos(list, [older]), list);
  });

  it('skips photos older than all that are loaded', () => {
    assert.equal(insertPhotos(list, [photo(50)]), list);
    assert.deepEqual(ages(insertPhotos(listOf(page([10], null)), [photo(50)])), [[10, 50]]);
    assert.deepEqual(ages(insertPhotos(listOf(page([], null)), [photo(50)])), [[50]]);
  });

  it('skips photos that may belong on a released page', () => {
    const broken = listOf(page([10, 20], 'c1'), away('c2'), page([50, 60], 'c3'));
    assert.equal(insertPhotos(broken, [photo(30)]), broken);
    assert.equal(insertPhotos(listOf(away('c1'), page([30], 'c2')), [photo(1)]).pages[0]?.items.length, 0);
    assert.deepEqual(ages(insertPhotos(broken, [photo(15), photo(55)])), [[10, 15, 20], [], [50, 55, 60]]);
  });

  it('orders photos of the same moment by descending id, as the server does', () => {
    const same = ['a', 'c'].map((id) => ({ ...photo(10), id }));
    const [first] = insertPhotos(listOf({ items: same.toReversed(), nextCursor: null }), [
      { ...photo(10), id: 'b' },
    ]).pages;
    assert.deepEqual(
      first?.items.map(({ id }) => id),
      ['c', 'b', 'a'],
    );
  });
});
