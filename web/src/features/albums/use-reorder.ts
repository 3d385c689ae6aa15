import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { Photo } from '../../api/types.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { useFormat } from '../../shared/i18n/use-format.ts';
import { photoName } from '../../shared/photo-grid/photo-alt.ts';
import { moveItem, positionByKey } from './album-order.ts';
import { useDragReorder } from './use-drag-reorder.ts';

const words = albumMessages;

/** Reorders photos. One photo at a time is picked up and moves by dragging, clicks or keys. */
export function useReorder(initial: readonly Photo[]) {
  const list = useRef<HTMLOListElement>(null);
  const [photos, setPhotos] = useState(initial);
  const [held, setHeld] = useState<{ id: string; from: number }>();
  const [news, setNews] = useState('');
  const format = useFormat();
  const latest = useRef({ photos, held });
  useEffect(() => {
    latest.current = { photos, held };
  });

  const say = useCallback(
    (photo: Photo | undefined, what: (title: string, place: string, count: string) => string, at: number) => {
      if (!photo) return;
      const count = format.number(latest.current.photos.length);
      setNews(what(photoName(photo, format), format.number(at + 1), count));
    },
    [format],
  );
  const hold = useCallback(
    (index: number) => {
      const photo = latest.current.photos[index];
      if (!photo) return;
      setHeld({ id: photo.id, from: index });
      say(photo, words.pickedUp, index);
    },
    [say],
  );
  const move = useCallback(
    (to: number) => {
      const { photos, held } = latest.current;
      const from = photos.findIndex(({ id }) => id === held?.id);
      if (from < 0 || from === to) return;
      const moved = moveItem(photos, from, to);
      latest.current = { photos: moved, held };
      setPhotos(moved);
      say(photos[from], words.moved, to);
    },
    [say],
  );
  const release = useCallback(() => {
    const { photos, held } = latest.current;
    const at = photos.findIndex(({ id }) => id === held?.id);
    setHeld(undefined);
    say(photos[at], words.putDown, at);
  }, [say]);

  const drag = useDragReorder({ hold, move, release });
  const onClick = useCallback(
    (event: MouseEvent, index: number) => {
      if (drag.endsDrag(event)) return;
      const { photos, held } = latest.current;
      if (!held) return hold(index);
      if (photos[index]?.id !== held.id) move(index);
      release();
    },
    [drag, hold, move, release],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const place = event.target instanceof HTMLElement ? event.target.dataset.place : undefined;
    if (place === undefined) return;
    const index = Number(place);
    if (event.key === 'Escape' && held) {
      move(held.from);
      setHeld(undefined);
    } else {
      const next = positionByKey(event.key, index, columnsOf(list.current), photos.length);
      if (next === undefined) return;
      if (held) move(next);
      else list.current?.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus();
    }
    event.preventDefault();
  };

  // Keep the focus on the picked-up photo when its element moves.
  const heldPlace = held ? photos.findIndex(({ id }) => id === held.id) : -1;
  useEffect(() => {
    if (heldPlace >= 0) list.current?.querySelector<HTMLElement>(`[data-place="${heldPlace}"]`)?.focus();
  }, [heldPlace]);

  const onPointerDown = useCallback(
    (event: PointerEvent, index: number) => drag.onPointerDown(event, index),
    [drag],
  );
  return { list, photos, heldId: held?.id, news, onClick, onKeyDown, onPointerDown };
}

const columnsOf = (list: HTMLElement | null) =>
  list ? getComputedStyle(list).gridTemplateColumns.split(' ').length : 1;
