import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { ListData } from '../../api/list-query.ts';
import { pageUrl } from '../../api/list-query.ts';
import { fetchJson } from '../../api/request.ts';
import type { ListPage, Photo } from '../../api/types.ts';
import { gridAspect } from './photo-image.ts';

export type PhotoPages = ListData<Photo>;
/** True for the photos of a list that are shown. */
export type PhotoFilter = (photo: Photo) => boolean;
export const anyPhoto: PhotoFilter = () => true;

/** Photos beyond the rendered ones that are loaded ahead. */
const keepWithin = 200;
/**
 * Photos farther away than this are released. Between the two limits nothing changes, so that small moves cost
 * nothing.
 */
const releaseBeyond = 1000;

type PageSpan = { index: number; start: number; end: number; distance: number };

/** Returns the released pages that are needed again. */
export function pagesToRestore(data: PhotoPages, from: number, to: number, filter = anyPhoto): number[] {
  return spansOf(data, from, to, filter)
    .filter(({ index, distance }) => distance <= keepWithin && data.pages[index]?.shapes)
    .map(({ index }) => index);
}

/**
 * Reduces pages far from the viewport to aspect ratios. Returns the same object if there are none. The page of the
 * focused photo stays, because its row is always rendered.
 */
export function releasePages(
  data: PhotoPages,
  from: number,
  to: number,
  filter = anyPhoto,
  focused?: number,
): PhotoPages {
  const distant = new Set(
    spansOf(data, from, to, filter)
      .filter(({ index, distance }) => distance > releaseBeyond && data.pages[index]?.items.length)
      .filter(({ start, end }) => focused === undefined || focused < start || focused >= end)
      .map(({ index }) => index),
  );
  if (distant.size === 0) return data;
  const pages = data.pages.map((page, index) =>
    distant.has(index)
      ? { items: [], nextCursor: page.nextCursor, shapes: page.items.filter(filter).map(gridAspect) }
      : page,
  );
  return { ...data, pages };
}

/**
 * Restores a refetched page without repeating photos of other pages. If the list has grown and the response ends
 * before the next page starts, the gap becomes a released page of its own.
 */
export function restorePage(data: PhotoPages, index: number, page: ListPage<Photo>): PhotoPages {
  const old = data.pages[index];
  if (!old?.shapes) return data;
  const known = new Set(data.pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const items = page.items.filter(({ id }) => !known.has(id));
  const { nextCursor } = page;
  const put = (...pages: ListPage<Photo>[]) => data.pages.toSpliced(index, 1, ...pages);
  const shapes = old.shapes.slice(page.items.length);
  // The last page continues where the response ends.
  if (!shapes.length && index === data.pages.length - 1)
    return { ...data, pages: put({ items, nextCursor }) };
  const reachesNext =
    nextCursor === null || data.pageParams.includes(nextCursor) || known.has(page.items.at(-1)?.id ?? '');
  if (reachesNext) return { ...data, pages: put({ items, nextCursor: old.nextCursor }) };
  return {
    pages: put({ items, nextCursor }, { items: [], nextCursor: old.nextCursor, shapes }),
    pageParams: data.pageParams.toSpliced(index + 1, 0, nextCursor),
  };
}

function spansOf(data: PhotoPages, from: number, to: number, filter: PhotoFilter): PageSpan[] {
  let start = 0;
  return data.pages.map((page, index) => {
    const end = start + (page.shapes ?? page.items.filter(filter)).length;
    const span = { index, start, end, distance: Math.max(0, from - end, start - to) };
    start = end;
    return span;
  });
}

/** Keeps photos near the viewport and only the aspect ratios of all others, so that memory stays flat. */
export function usePhotoWindow(url: string, data: PhotoPages | undefined, filter: PhotoFilter) {
  const client = useQueryClient();
  const range = useRef<{ from: number; to: number; focused?: number | undefined }>({ from: 0, to: 0 });
  const pending = useRef(new Set<string | null>());

  const restore = useCallback(
    async (cursor: string | null) => {
      if (pending.current.has(cursor)) return;
      pending.current.add(cursor);
      try {
        const page = await fetchJson<ListPage<Photo>>(pageUrl(url, cursor), AbortSignal.timeout(30_000));
        client.setQueryData<PhotoPages>([url], (now) =>
          now ? restorePage(now, now.pageParams.indexOf(cursor), page) : now,
        );
      } catch {
        // The aspect ratios stay. Scrolling past again retries.
      } finally {
        pending.current.delete(cursor);
      }
    },
    [client, url],
  );

  const updatePages = useCallback(() => {
    const { from, to, focused } = range.current;
    const now = client.getQueryData<PhotoPages>([url]);
    if (!now || to === 0) return;
    for (const index of pagesToRestore(now, from, to, filter)) void restore(now.pageParams[index] ?? null);
    const kept = releasePages(now, from, to, filter, focused);
    if (kept !== now) client.setQueryData([url], kept);
  }, [client, url, restore, filter]);

  // A page that arrives joins the pages as they were when it was requested.
  useEffect(() => {
    if (data) updatePages();
  }, [data, updatePages]);

  return useCallback(
    (from: number, to: number, focused: number | undefined) => {
      range.current = { from, to, focused };
      updatePages();
    },
    [updatePages],
  );
}
