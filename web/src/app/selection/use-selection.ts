import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Photo } from '../../api/types.ts';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Those that are selected and still there, in the order they are shown. */
  readonly photos: readonly Photo[];
  toggle(id: string): void;
  /** All from the one touched last to this one. */
  extendTo(id: string): void;
  set(ids: Iterable<string>): void;
  clear(): void;
}

const none: ReadonlySet<string> = new Set();

export function useSelection(shown: readonly Photo[]): Selection {
  const [ids, setIds] = useState(none);
  const anchor = useRef<string>(undefined);
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  });

  const toggle = useCallback((id: string) => {
    anchor.current = id;
    setIds((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const extendTo = useCallback((id: string) => {
    const order = latest.current.map((photo) => photo.id);
    const to = order.indexOf(id);
    const from = anchor.current === undefined ? to : order.indexOf(anchor.current);
    const first = from < 0 ? to : Math.min(from, to);
    setIds((before) => new Set([...before, ...order.slice(first, Math.max(from, to) + 1)]));
    anchor.current = id;
  }, []);
  const set = useCallback((chosen: Iterable<string>) => setIds(new Set(chosen)), []);
  const clear = useCallback(() => setIds(none), []);

  const photos = useMemo(() => (ids.size === 0 ? [] : shown.filter(({ id }) => ids.has(id))), [ids, shown]);
  return useMemo(
    () => ({ ids, photos, toggle, extendTo, set, clear }),
    [ids, photos, toggle, extendTo, set, clear],
  );
}

const SelectionContext = createContext<Selection | undefined>(undefined);
export const SelectionProvider = SelectionContext.Provider;

export function useCurrentSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error('There is no selection around this component');
  return selection;
}
