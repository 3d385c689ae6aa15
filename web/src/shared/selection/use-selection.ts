import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useRef } from 'react';
import type { Photo } from '../../api/types.ts';
import { useToast } from '../../ui/toast.tsx';
import { problemText } from '../errors/problem-text.ts';
import { useFormat } from '../i18n/format.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import { type Shows, showsAll } from '../photo-grid/photo-window.ts';
import {
  chosenIn,
  chosenQuery,
  createSelectionActions,
  mostSelected,
  nothing,
  type SelectionActions,
} from './selection-actions.ts';
import { useHeldPhotos } from './use-held-photos.ts';

export interface Selection extends SelectionActions {
  readonly ids: ReadonlySet<string>;
  /** What is selected, whether the list still holds it or not; in the order shown, as far as that is known. */
  readonly photos: readonly Photo[];
  /** What the list holds at the moment. */
  readonly shown: readonly Photo[];
  readonly isReading: boolean;
  /** Nothing is left to select. */
  readonly isAll: boolean;
}

/** What is selected of a list. The photos themselves are held here: the list lets go of what is scrolled past. */
export function useSelection(address: string, shows: Shows = showsAll): Selection {
  const client = useQueryClient();
  const toast = useToast();
  const format = useFormat();
  const held = useHeldPhotos(address, shows);
  const { data = nothing } = useQuery(chosenQuery(address));
  const latest = useRef({ held, shows, format });
  useEffect(() => {
    latest.current = { held, shows, format };
  });

  const actions = useMemo(
    () =>
      createSelectionActions({
        client,
        address,
        look: () => latest.current,
        onFault: (error) => toast({ text: problemText(error) }),
        onMost: () =>
          toast({ text: libraryMessages.selection.most(latest.current.format.number(mostSelected)) }),
      }),
    [client, address, toast],
  );
  useEffect(() => actions.leave, [actions]);

  return useMemo(() => {
    const photos = chosenIn(data);
    const ids = new Set(photos.map(({ id }) => id));
    return {
      ...actions,
      ids,
      photos,
      shown: held.photos,
      isReading: data.extent === 'reading',
      isAll: (data.extent === 'all' || held.isWhole) && held.photos.every(({ id }) => ids.has(id)),
    };
  }, [actions, data, held]);
}

const SelectionContext = createContext<Selection | undefined>(undefined);
export const SelectionProvider = SelectionContext.Provider;

export function useCurrentSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error('There is no selection around this component');
  return selection;
}
