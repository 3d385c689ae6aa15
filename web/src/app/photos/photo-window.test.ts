import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Photo } from '../../api/types.ts';
import { letGo, type PhotoPages, pagesToRestore, restorePage } from './photo-window.ts';

const photo = (number: number) => ({ id: `p${number}`, width: 300, height: 200 }) as Photo;
const page = (index: number) => ({
  items: Array.from({ length: 100 }, (_, at) => photo(index * 100 + at)),
  nextCursor: `c${index + 1}`,
});
const pages = (count: number): PhotoPages => ({
  pages: Array.from({ length: count }, (_, index) => page(index)),
  pageParams: Array.from({ length: count }, (_, index) => (index ? `c${index}` : null)),
});
const isHeld = (data: PhotoPages) => data.pages.map(({ shapes }) => !shapes);

describe('letGo', () => {
  it('keeps everything of a short list', () => {
    const data = pages(8);
    assert.equal(letGo(data, 0, 20), data);
  });

  it('reduces what is far from the view to shapes', () => {
    const data = letGo(pages(40), 3000, 3020);
    assert.deepEqual(isHeld(data).slice(17, 21), [false, false, true, true]);
    assert.equal(data.pages[0]?.shapes?.length, 100);
    assert.equal(data.pages[0]?.shapes?.[0], 1.5);
    assert.equal(data.pages[0]?.nextCursor, 'c1');
  });

  it('keeps the page of the photo with the focus, wherever that is', () => {
    const heldAt = (focused?: number) =>
      isHeld(letGo(pages(40), 3000, 3020, undefined, focused)).indexOf(true);
    assert.deepEqual([heldAt(0), heldAt(99), heldAt(100), heldAt()], [0, 0, 1, 19]);
  });
});

describe('a list of which not all is shown', () => {
  const shows = ({ id }: Photo) => Number(id.slice(1)) >= 1500;

  it('counts from what is shown', () => {
    const data = pages(40);
    assert.equal(
      letGo(data, 0, 20, shows).pages.findIndex(({ shapes }) => shapes),
      26,
    );
    assert.equal(
      letGo(data, 0, 20, () => true).pages.findIndex(({ shapes }) => shapes),
      11,
    );
  });
});

describe('pagesToRestore', () => {
  it('wants the pages around the view again, and no others', () => {
    const data = letGo(pages(40), 3500, 3520);
    assert.deepEqual(pagesToRestore(data, 3500, 3520), []);
    assert.deepEqual(pagesToRestore(data, 550, 570), [3, 4, 5, 6, 7]);
  });
});

describe('restorePage', () => {
  const data = letGo(pages(40), 3500, 3520);

  it('puts the photos back', () => {
    const restored = restorePage(data, 2, page(2));
    assert.equal(restored.pages[2]?.items.length, 100);
    assert.equal(restored.pages[2]?.shapes, undefined);
  });

  it('does not repeat what moved up from the next page', () => {
    const beside = restorePage(data, 3, page(3));
    const shifted = { ...page(2), items: [...page(2).items.slice(1), photo(300)] };
    assert.equal(restorePage(beside, 2, shifted).pages[2]?.items.length, 99);
  });
});
