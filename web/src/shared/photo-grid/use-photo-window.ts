import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { pageAddress } from '../../api/list-query.ts';
import { readAddress } from '../../api/read-address.ts';
import type { ListPage, Photo } from '../../api/types.ts';
import { letGo, type PhotoPages, pagesToRestore, restorePage, type Shows } from './photo-window.ts';

/** Holds the photos around what is drawn, and of all others only the shape: memory stays flat however far one scrolls. */
export function usePhotoWindow(address: string, data: PhotoPages | undefined, shows: Shows) {
  const client = useQueryClient();
  const range = useRef<{ from: number; to: number; focused?: number | undefined }>({ from: 0, to: 0 });
  const underway = useRef(new Set<string | null>());

  const restore = useCallback(
    async (cursor: string | null) => {
      if (underway.current.has(cursor)) return;
      underway.current.add(cursor);
      try {
        const page = await readAddress<ListPage<Photo>>(
          pageAddress(address, cursor),
          AbortSignal.timeout(30_000),
        );
        client.setQueryData<PhotoPages>([address], (now) =>
          now ? restorePage(now, now.pageParams.indexOf(cursor), page) : now,
        );
      } catch {
        // The shapes stay; coming by again is another try.
      } finally {
        underway.current.delete(cursor);
      }
    },
    [client, address],
  );

  const tend = useCallback(() => {
    const { from, to, focused } = range.current;
    const now = client.getQueryData<PhotoPages>([address]);
    if (!now || to === 0) return;
    for (const index of pagesToRestore(now, from, to, shows)) void restore(now.pageParams[index] ?? null);
    const kept = letGo(now, from, to, shows, focused);
    if (kept !== now) client.setQueryData([address], kept);
  }, [client, address, restore, shows]);

  // A page that arrives is put beside the pages as they were when it was asked for.
  useEffect(() => {
    if (data) tend();
  }, [data, tend]);

  return useCallback(
    (from: number, to: number, focused: number | undefined) => {
      range.current = { from, to, focused };
      tend();
    },
    [tend],
  );
}
