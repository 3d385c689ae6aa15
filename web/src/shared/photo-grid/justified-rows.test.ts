import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boxesOfRow, gridGap, layOutRows, photoAcross, rowAt, rowOfPhoto } from './justified-rows.ts';

const shapes = [1.5, 0.67, 1.78, 1, 2.4, 0.75];
const many = (count: number) =>
  Float32Array.from({ length: count }, (_, index) => shapes[(index * 7 + (index >> 3)) % shapes.length] ?? 1);

describe('layOutRows', () => {
  it('fills every row except the last from edge to edge', () => {
    const aspects = many(200);
    const rows = layOutRows(aspects, 1200, 240);
    for (let row = 0; row < rows.count - 1; row += 1) {
      const last = boxesOfRow(rows, aspects, row).at(-1);
      assert.ok(last);
      assert.ok(Math.abs(last.left + last.width - 1200) < 0.01);
      assert.ok(last.height >= 240);
    }
  });

  it('keeps each photo once and in order', () => {
    const aspects = many(500);
    const rows = layOutRows(aspects, 900, 200);
    const lengths = Array.from({ length: rows.count }, (_, row) => boxesOfRow(rows, aspects, row).length);
    assert.equal(
      lengths.reduce((sum, length) => sum + length, 0),
      500,
    );
    assert.equal(rows.starts[rows.count], 500);
  });

  it('leaves the last row at the target height', () => {
    const rows = layOutRows(Float32Array.of(1, 1), 1000, 200);
    assert.equal(rows.count, 1);
    assert.equal(rows.heights[0], 200);
  });

  it('shrinks a single photo that is wider than the grid', () => {
    const rows = layOutRows(Float32Array.of(4, 1), 320, 130);
    assert.equal(rows.heights[0], 80);
  });

  it('takes photos that fit exactly', () => {
    const rows = layOutRows(Float32Array.of(1, 1, 1), 200 + gridGap, 100);
    assert.equal(rows.starts[1], 2);
  });

  it('returns no rows without photos', () => {
    const rows = layOutRows(new Float32Array(0), 320, 130);
    assert.equal(rows.count, 0);
    assert.equal(rows.tops[0], 0);
  });

  it('breaks the same rows, except the last, when another page is loaded', () => {
    const shorter = layOutRows(many(50), 1200, 240);
    const longer = layOutRows(many(150), 1200, 240);
    for (let row = 0; row < shorter.count - 1; row += 1) assert.equal(shorter.tops[row], longer.tops[row]);
  });
});

describe('finding rows', () => {
  const aspects = many(1000);
  const rows = layOutRows(aspects, 1200, 240);

  it('finds the row at an offset', () => {
    assert.equal(rowAt(rows, -50), 0);
    assert.equal(rowAt(rows, (rows.tops[7] ?? 0) + 1), 7);
    assert.equal(rowAt(rows, 1e9), rows.count - 1);
  });

  it('finds the row of a photo', () => {
    assert.equal(rowOfPhoto(rows, 0), 0);
    assert.equal(rowOfPhoto(rows, rows.starts[5] ?? 0), 5);
    assert.equal(rowOfPhoto(rows, 999), rows.count - 1);
  });

  it('moves up and down to the nearest photo', () => {
    const index = (rows.starts[3] ?? 0) + 1;
    const below = photoAcross(rows, aspects, index, 1);
    assert.ok(below !== undefined && rowOfPhoto(rows, below) === 4);
    assert.equal(photoAcross(rows, aspects, 0, -1), undefined);
    assert.equal(photoAcross(rows, aspects, 999, 1), undefined);
  });
});
