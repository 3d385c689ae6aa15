import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type JustifiedRows, layOutRows, rowAt, targetHeight } from './justified-rows.ts';

export type RowWindow = {
  rows: JustifiedRows;
  /** Rows to draw, the last one excluded. */
  from: number;
  to: number;
};

/** Rows drawn beyond either edge of the window, in windows. */
const overscan = 0.75;

/** The rows that are near the window; undefined until the grid's width is known, which the server never learns. */
export function useRowWindow(
  grid: RefObject<HTMLElement | null>,
  aspects: Float32Array,
): RowWindow | undefined {
  const [width, setWidth] = useState(0);
  const [range, setRange] = useState({ from: 0, to: 0 });
  const rows = useMemo(
    () => (width > 0 ? layOutRows(aspects, width, targetHeight(width)) : undefined),
    [aspects, width],
  );
  const lastRows = useRef<JustifiedRows>(undefined);

  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return;
    setWidth(element.getBoundingClientRect().width);
    const observer = new ResizeObserver(() => setWidth(element.getBoundingClientRect().width));
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid]);

  useLayoutEffect(() => {
    const element = grid.current;
    if (!rows || !element) return;
    keepPlace(element, lastRows.current, rows);
    lastRows.current = rows;
    let frame = 0;
    const update = () => {
      frame = 0;
      const top = -element.getBoundingClientRect().top;
      const beyond = window.innerHeight * overscan;
      const from = rowAt(rows, top - beyond);
      const to = Math.min(rows.count, rowAt(rows, top + window.innerHeight + beyond) + 1);
      setRange((range) => (range.from === from && range.to === to ? range : { from, to }));
    };
    const schedule = () => {
      frame ||= requestAnimationFrame(update);
    };
    update();
    window.addEventListener('scroll', schedule, { passive: true });
    window.addEventListener('resize', update);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', schedule);
      window.removeEventListener('resize', update);
    };
  }, [rows, grid]);

  return rows && { rows, from: Math.min(range.from, rows.count), to: Math.min(range.to, rows.count) };
}

/** When rows break differently, because the window was made wider, the photo at the top edge stays there. */
function keepPlace(grid: HTMLElement, before: JustifiedRows | undefined, after: JustifiedRows) {
  if (!before || before.count === 0 || before.heights[0] === after.heights[0]) return;
  const top = -grid.getBoundingClientRect().top;
  if (top <= 0) return;
  const row = rowAt(before, top);
  const first = before.starts[row] ?? 0;
  let same = 0;
  while (same < after.count - 1 && (after.starts[same + 1] ?? 0) <= first) same += 1;
  window.scrollBy({ top: (after.tops[same] ?? 0) - (before.tops[row] ?? 0), behavior: 'instant' });
}
