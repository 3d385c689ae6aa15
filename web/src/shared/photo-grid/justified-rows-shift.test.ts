import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Photo } from '../../api/types.ts';
import { type GridLayout, gridGap, layOutRows, scrollShift } from './justified-rows.ts';

const photo = (id: string) => ({ id }) as Photo;
const photos = (count: number, name = 'p') =>
  Array.from({ length: count }, (_, number) => photo(`${name}${number}`));
/** Squares of 100 pixels, four in a row. */
const layOut = (photos: GridLayout['photos'], columns = 4): GridLayout => {
  const aspects = new Float32Array(photos.length).fill(1);
  return { photos, rows: layOutRows(aspects, columns * 100 + gridGap * (columns - 1), 100) };
};
const row = 100 + gridGap;
const before = layOut(photos(40));
const edge = 5 * row + 30;

describe('scrollShift', () => {
  it('is zero if photos are added at the end', () => {
    assert.equal(scrollShift(before, layOut(photos(80)), edge), 0);
  });

  it('counts photos added before the one at the edge, even if the first row keeps its height', () => {
    assert.equal(scrollShift(before, layOut([...photos(8, 'new'), ...photos(40)]), edge), 2 * row);
  });

  it('counts photos removed before the one at the edge', () => {
    assert.equal(scrollShift(before, layOut(photos(40).slice(12)), edge), -3 * row);
  });

  it('uses the next photo if the one at the edge is gone', () => {
    const rest = photos(40).filter((_, index) => index < 4 || index > 25);
    assert.equal(scrollShift(before, layOut(rest), edge), -5 * row);
  });

  it('follows the photo when rows break differently', () => {
    assert.equal(scrollShift(before, layOut(photos(40), 5), edge), -row);
  });

  it('compares photos, not the aspect ratios of released ones', () => {
    const away = [...Array<number>(20).fill(1), ...photos(40).slice(20)];
    assert.equal(scrollShift(layOut(away), layOut([...photos(4, 'new'), ...away]), edge), row);
  });
});
