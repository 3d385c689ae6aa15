import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Photo } from '../../api/types.ts';
import { type PhotoPages, pagesToRestore, releasePages, restorePage } from './photo-window.ts';

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

describe('releasePages', () => {
  it('keeps all of a short list', () => {
    const data = pages(8);
    assert.equal(releasePages(data, 0, 20), data);
  });

  it('reduces pages far from the viewport to aspect ratios', () => {
    const data = releasePages(pages(40), 3000, 3020);
    assert.deepEqual(isHeld(data).slice(17, 21), [false, false, true, true]);
    assert.equal(data.pages[0]?.shapes?.length, 100);
    assert.equal(data.pages[0]?.shapes?.[0], 1.5);
    assert.equal(data.pages[0]?.nextCursor, 'c1');
  });

  it('keeps the page of the focused photo', () => {
    const heldAt = (focused?: number) =>
      isHeld(releasePages(pages(40), 3000, 3020, undefined, focused)).indexOf(true);
    assert.deepEqual([heldAt(0), heldAt(99), heldAt(100), heldAt()], [0, 0, 1, 19]);
  });
});

describe('a filtered list', () => {
  const filter = ({ id }: Photo) => Number(id.slice(1)) >= 1500;

  it('counts shown photos only', () => {
    const data = pages(40);
    assert.equal(
      releasePages(data, 0, 20, filter).pages.findIndex(({ shapes }) => shapes),
      26,
    );
    assert.equal(
      releasePages(data, 0, 20, () => true).pages.findIndex(({ shapes }) => shapes),
      11,
    );
  });
});

describe('pagesToRestore', () => {
  it('requests the released pages around the viewport only', () => {
    const data = releasePages(pages(40), 3500, 3520);
    assert.deepEqual(pagesToRestore(data, 3500, 3520), []);
    assert.deepEqual(pagesToRestore(data, 550, 570), [3, 4, 5, 6, 7]);
  });
});

describe('restorePage', () => {
  const data = releasePages(pages(40), 3500, 3520);
  const idsIn = ({ pages }: PhotoPages) => pages.flatMap(({ items }) => items.map(({ id }) => id));
  const lengthOf = ({ pages }: PhotoPages) =>
    pages.reduce((sum, { items, shapes }) => sum + (shapes ?? items).length, 0);
  /** Answers as a server that has added photos before the existing ones. */
  const answerWith = (newest: readonly Photo[], gone: readonly string[] = []) => {
    const list = [...newest, ...Array.from({ length: 4000 }, (_, number) => photo(number))].filter(
      ({ id }) => !gone.includes(id),
    );
    return (cursor: string | null) => {
      const [, number] = /^c(\d+)$/u.exec(cursor ?? '') ?? [];
      const at = (id: string | null) => list.findIndex((photo) => photo.id === id) + 1;
      const start = number ? at(`p${Number(number) * 100 - 1}`) : at(cursor);
      const items = list.slice(start, start + 100);
      const last = items.at(-1)?.id ?? '';
      return { items, nextCursor: /99$/u.test(last) ? `c${(Number(last.slice(1)) + 1) / 100}` : last };
    };
  };
  /** Scrolls back to the top until everything there is loaded. Requests all missing pages at once. */
  const restoreTop = (data: PhotoPages, read: (cursor: string | null) => PhotoPages['pages'][number]) => {
    let now = data;
    for (let missing = pagesToRestore(now, 0, 20); missing.length; missing = pagesToRestore(now, 0, 20))
      for (const cursor of missing.map((index) => now.pageParams[index] ?? null))
        now = restorePage(now, now.pageParams.indexOf(cursor), read(cursor));
    return now;
  };

  it('restores the photos', () => {
    const restored = restorePage(data, 2, page(2));
    assert.equal(restored.pages[2]?.items.length, 100);
    assert.equal(restored.pages[2]?.shapes, undefined);
  });

  it('does not repeat photos that moved up from the next page', () => {
    const beside = restorePage(data, 3, page(3));
    const shifted = { items: [...page(2).items.slice(1), photo(300)], nextCursor: 'p300' };
    const restored = restorePage(beside, 2, shifted);
    assert.equal(restored.pages.length, 40);
    assert.equal(restored.pages[2]?.items.length, 99);
    assert.equal(restored.pages[2]?.nextCursor, 'c3');
  });

  it('loses nothing of a list that grew at its top', () => {
    const fresh = Array.from({ length: 30 }, (_, at) => photo(9000 + at));
    const restored = restoreTop(data, answerWith(fresh));
    const first = fresh.map(({ id }) => id);
    const rest = Array.from({ length: 300 }, (_, number) => `p${number}`);
    const ids = idsIn(restored).slice(0, 330);
    assert.deepEqual(ids, [...first, ...rest].slice(0, ids.length));
    assert.ok(ids.length >= 230);
    assert.equal(lengthOf(restored), 4030);
  });

  it('reads on in a page longer than a response and keeps its length', () => {
    const fresh = Array.from({ length: 500 }, (_, at) => photo(9000 + at));
    const [first, ...others] = pages(40).pages;
    const grown = {
      ...pages(40),
      pages: [{ ...page(0), items: [...fresh, ...(first?.items ?? [])] }, ...others],
    };
    const away = releasePages(grown, 3500, 3520);
    const once = restorePage(away, 0, answerWith(fresh)(null));
    assert.deepEqual([once.pages[0]?.items.length, once.pages[1]?.shapes?.length], [100, 500]);
    assert.equal(lengthOf(restoreTop(away, answerWith(fresh))), 4500);
  });

  it('holds each photo once after some were deleted', () => {
    const gone = Array.from({ length: 30 }, (_, at) => `p${at * 3}`);
    const ids = idsIn(restoreTop(data, answerWith([], gone)));
    const rest = Array.from({ length: 300 }, (_, number) => `p${number}`).filter((id) => !gone.includes(id));
    assert.deepEqual(ids.slice(0, 200), rest.slice(0, 200));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('continues the list where its last page now ends', () => {
    const short = {
      pages: [{ items: [], nextCursor: 'c1', shapes: Array(100).fill(1) }],
      pageParams: [null],
    };
    const restored = restorePage(short, 0, { items: page(1).items, nextCursor: 'p42' });
    assert.deepEqual([restored.pages.length, restored.pages[0]?.nextCursor], [1, 'p42']);
  });
});
