import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useRef } from 'react';
import { listQuery } from '../../api/list-query.ts';
import type { Photo } from '../../api/types.ts';
import { useToast } from '../../ui/toast.tsx';
import { problemText } from '../errors/problem-text.ts';
import { useFormat } from '../i18n/format.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import { anyPhoto, type PhotoFilter } from '../photo-grid/photo-window.ts';
import {
  createSelectionActions,
  emptySelection,
  type LoadedPhotos,
  maxSelected,
  type SelectionActions,
  selectedPhotosOf,
  selectionQuery,
} from './selection-actions.ts';

export interface Selection extends SelectionActions {
  readonly ids: ReadonlySet<string>;
  /** The selected photos, loaded or not, in list order as far as that is known. */
  readonly photos: readonly Photo[];
  /** The photos that the list has loaded. */
  readonly shown: readonly Photo[];
  readonly isReading: boolean;
  /** True if every photo is selected. */
  readonly isAll: boolean;
}

/** Manages the selection of a list. It keeps the photos itself, because the list releases those far away. */
export function useSelection(url: string, filter: PhotoFilter = anyPhoto): Selection {
  const client = useQueryClient();
  const toast = useToast();
  const format = useFormat();
  const loaded = useLoadedPhotos(url, filter);
  const { data = emptySelection } = useQuery(selectionQuery(url));
  const latest = useRef({ loaded, filter, format });
  useEffect(() => {
    latest.current = { loaded, filter, format };
  });

  const actions = useMemo(
    () =>
      createSelectionActions({
        client,
        url,
        current: () => latest.current,
        onError: (error) => toast({ text: problemText(error) }),
        onLimit: () =>
          toast({ text: libraryMessages.selection.most(latest.current.format.number(maxSelected)) }),
      }),
    [client, url, toast],
  );
  useEffect(() => actions.leave, [actions]);

  return useMemo(() => {
    const photos = selectedPhotosOf(data);
    const ids = new Set(photos.map(({ id }) => id));
    return {
      ...actions,
      ids,
      photos,
      shown: loaded.photos,
      isReading: data.extent === 'reading',
      isAll: (data.extent === 'all' || loaded.isComplete) && loaded.photos.every(({ id }) => ids.has(id)),
    };
  }, [actions, data, loaded]);
}

const SelectionContext = createContext<Selection | undefined>(undefined);
export const SelectionProvider = SelectionContext.Provider;

export function useCurrentSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error('There is no selection around this component');
  return selection;
}

/** Returns the photos that a `PhotoList` of the same URL has loaded, which may be a part of the list. */
export function useLoadedPhotos(url: string, filter: PhotoFilter = anyPhoto): LoadedPhotos {
  const { data } = useInfiniteQuery(listQuery<Photo>(url));
  return useMemo(() => {
    const pages = data?.pages ?? [];
    const hasGaps = pages.some(({ shapes }) => shapes);
    return {
      photos: pages.flatMap(({ items }) => (filter === anyPhoto ? items : items.filter(filter))),
      hasGaps,
      isComplete: !hasGaps && pages.at(-1)?.nextCursor === null,
    };
  }, [data, filter]);
}
