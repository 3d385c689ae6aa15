import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  type GridLayout,
  type JustifiedRows,
  layOutRows,
  rowAt,
  scrollShift,
  targetHeight,
} from './justified-rows.ts';

export type RowWindow = {
  rows: JustifiedRows;
  /** Rows to render, end excluded. */
  from: number;
  to: number;
};

/** Rows rendered beyond either edge of the window, in window heights. */
const overscan = 0.75;

/** Returns the rows near the window. `undefined` until the grid's width is known, which the server does not learn. */
export function useRowWindow(
  grid: RefObject<HTMLElement | null>,
  photos: GridLayout['photos'],
  aspects: Float32Array,
): RowWindow | undefined {
  const [width, setWidth] = useState(0);
  const [range, setRange] = useState({ from: 0, to: 0 });
  const rows = useMemo(
    () => (width > 0 ? layOutRows(aspects, width, targetHeight(width)) : undefined),
    [aspects, width],
  );
  const last = useRef<GridLayout>(undefined);

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
    const laidOut = { photos, rows };
    keepScrollPosition(element, last.current, laidOut);
    last.current = laidOut;
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
  }, [photos, rows, grid]);

  return rows && { rows, from: Math.min(range.from, rows.count), to: Math.min(range.to, rows.count) };
}

/** Scrolls along when rows break differently after a resize or a change of photos. */
function keepScrollPosition(grid: HTMLElement, before: GridLayout | undefined, after: GridLayout) {
  const edge = -grid.getBoundingClientRect().top;
  const top = before && edge > 0 ? scrollShift(before, after, edge) : 0;
  if (top) window.scrollBy({ top, behavior: 'instant' });
}
