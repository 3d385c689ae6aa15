import type { Photo } from '../../api/types.ts';

export type JustifiedRows = {
  /** First photo of each row, then the number of photos. */
  starts: Int32Array;
  /** Distance of each row from the top, then the total height. */
  tops: Float64Array;
  heights: Float64Array;
  count: number;
};

export const gridGap = 4;

/** Target row heights by grid width. `photo-grid.module.css` has the same steps. */
const heightSteps = [
  [480, 130],
  [800, 190],
  [1280, 230],
  [1800, 270],
  [2600, 320],
] as const;

export const targetHeight = (width: number) => heightSteps.find(([below]) => width < below)?.[1] ?? 400;

/** Browsers round widths to 1/64 px. Their sum must not push a photo into the next row. */
const tolerance = 1 / 32;

/**
 * Breaks photos into rows as `flex-wrap` does: photos get the target height until the next one does not fit, then the
 * row grows to fill the width. The last row keeps the target height unless a single photo is too wide.
 */
export function layOutRows(aspects: Float32Array, width: number, height: number): JustifiedRows {
  const starts = new Int32Array(aspects.length + 1);
  const tops = new Float64Array(aspects.length + 1);
  const heights = new Float64Array(aspects.length);
  let count = 0;
  let top = 0;
  let first = 0;
  while (first < aspects.length) {
    let shape = aspects[first] ?? 1;
    let taken = shape * height;
    let next = first + 1;
    while (next < aspects.length) {
      const aspect = aspects[next] ?? 1;
      if (taken + gridGap + aspect * height > width + tolerance) break;
      taken += gridGap + aspect * height;
      shape += aspect;
      next += 1;
    }
    const filled = (width - gridGap * (next - first - 1)) / shape;
    const rowHeight = next === aspects.length ? Math.min(filled, height) : filled;
    starts[count] = first;
    tops[count] = top;
    heights[count] = rowHeight;
    top += rowHeight + gridGap;
    count += 1;
    first = next;
  }
  starts[count] = aspects.length;
  tops[count] = Math.max(0, top - gridGap);
  return { starts, tops, heights, count };
}

/** Returns the last row that starts at or above `offset`. */
export function rowAt(rows: JustifiedRows, offset: number): number {
  return lastAtMost(rows.tops, rows.count, offset);
}

export function rowOfPhoto(rows: JustifiedRows, index: number): number {
  return lastAtMost(rows.starts, rows.count, index);
}

export type Box = { left: number; top: number; width: number; height: number };

/** Returns the position and size of each photo in a row. */
export function boxesOfRow(rows: JustifiedRows, aspects: Float32Array, row: number): Box[] {
  const boxes: Box[] = [];
  const height = rows.heights[row] ?? 0;
  const top = rows.tops[row] ?? 0;
  let left = 0;
  for (let index = rows.starts[row] ?? 0; index < (rows.starts[row + 1] ?? 0); index += 1) {
    const width = (aspects[index] ?? 1) * height;
    boxes.push({ left, top, width, height });
    left += width + gridGap;
  }
  return boxes;
}

/** Returns the photo in the row above or below that is nearest to this one's centre. */
export function photoAcross(
  rows: JustifiedRows,
  aspects: Float32Array,
  index: number,
  step: 1 | -1,
): number | undefined {
  const row = rowOfPhoto(rows, index);
  const target = row + step;
  if (target < 0 || target >= rows.count) return undefined;
  const middle = middleOf(boxesOfRow(rows, aspects, row)[index - (rows.starts[row] ?? 0)]);
  let best = 0;
  let distance = Number.POSITIVE_INFINITY;
  for (const [at, box] of boxesOfRow(rows, aspects, target).entries()) {
    const away = Math.abs(middleOf(box) - middle);
    if (away < distance) [best, distance] = [at, away];
  }
  return (rows.starts[target] ?? 0) + best;
}

const middleOf = (box: Box | undefined) => (box ? box.left + box.width / 2 : 0);

function lastAtMost(sorted: Int32Array | Float64Array, count: number, value: number): number {
  let low = 0;
  let high = Math.max(0, count - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

export type GridLayout = { photos: readonly (Photo | number)[]; rows: JustifiedRows };

/** Returns how far the first visible photo has moved, or the next one that is still there. */
export function scrollShift(before: GridLayout, after: GridLayout, edge: number): number {
  const first = before.rows.starts[rowAt(before.rows, edge)] ?? 0;
  for (const [index, photo] of before.photos.entries()) {
    if (index < first || typeof photo === 'number') continue;
    const now = after.photos.findIndex((other) => typeof other !== 'number' && other.id === photo.id);
    if (now >= 0) return topOf(after, now) - topOf(before, index);
  }
  return 0;
}

const topOf = ({ rows }: GridLayout, index: number) => rows.tops[rowOfPhoto(rows, index)] ?? 0;
