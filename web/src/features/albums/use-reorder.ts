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
import { useFormat } from '../../shared/i18n/format.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { photoName } from '../../shared/photo-grid/photo-image.ts';
import { moveItem, positionByKey } from './album-order.ts';
import { useDragReorder } from './use-drag-reorder.ts';

const words = albumMessages;

/** Reorders photos. One photo at a time is picked up and moves by dragging, clicks or keys. */
export function useReorder(initial: readonly Photo[]) {
  const list = useRef<HTMLOListElement>(null);
  const [photos, setPhotos] = useState(initial);
  const [pickedUp, setPickedUp] = useState<{ id: string; from: number }>();
  const [announcement, setAnnouncement] = useState('');
  const format = useFormat();
  const latest = useRef({ photos, pickedUp });
  useEffect(() => {
    latest.current = { photos, pickedUp };
  });

  const announce = useCallback(
    (
      photo: Photo | undefined,
      describe: (title: string, position: string, count: string) => string,
      at: number,
    ) => {
      if (!photo) return;
      const count = format.number(latest.current.photos.length);
      setAnnouncement(describe(photoName(photo, format), format.number(at + 1), count));
    },
    [format],
  );
  const pickUp = useCallback(
    (index: number) => {
      const photo = latest.current.photos[index];
      if (!photo) return;
      setPickedUp({ id: photo.id, from: index });
      announce(photo, words.pickedUp, index);
    },
    [announce],
  );
  const move = useCallback(
    (to: number) => {
      const { photos, pickedUp } = latest.current;
      const from = photos.findIndex(({ id }) => id === pickedUp?.id);
      if (from < 0 || from === to) return;
      const moved = moveItem(photos, from, to);
      latest.current = { photos: moved, pickedUp };
      setPhotos(moved);
      announce(photos[from], words.moved, to);
    },
    [announce],
  );
  const putDown = useCallback(() => {
    const { photos, pickedUp } = latest.current;
    const at = photos.findIndex(({ id }) => id === pickedUp?.id);
    setPickedUp(undefined);
    announce(photos[at], words.putDown, at);
  }, [announce]);

  const drag = useDragReorder({ pickUp, move, putDown });
  const onClick = useCallback(
    (event: MouseEvent, index: number) => {
      if (drag.endsDrag(event)) return;
      const { photos, pickedUp } = latest.current;
      if (!pickedUp) return pickUp(index);
      if (photos[index]?.id !== pickedUp.id) move(index);
      putDown();
    },
    [drag, pickUp, move, putDown],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const position = event.target instanceof HTMLElement ? event.target.dataset.position : undefined;
    if (position === undefined) return;
    const index = Number(position);
    if (event.key === 'Escape' && pickedUp) {
      move(pickedUp.from);
      setPickedUp(undefined);
    } else {
      const next = positionByKey(event.key, index, columnsOf(list.current), photos.length);
      if (next === undefined) return;
      if (pickedUp) move(next);
      else list.current?.querySelector<HTMLElement>(`[data-position="${next}"]`)?.focus();
    }
    event.preventDefault();
  };

  // Keep the focus on the picked-up photo when its element moves.
  const pickedUpPosition = pickedUp ? photos.findIndex(({ id }) => id === pickedUp.id) : -1;
  useEffect(() => {
    if (pickedUpPosition >= 0)
      list.current?.querySelector<HTMLElement>(`[data-position="${pickedUpPosition}"]`)?.focus();
  }, [pickedUpPosition]);

  const onPointerDown = useCallback(
    (event: PointerEvent, index: number) => drag.onPointerDown(event, index),
    [drag],
  );
  return { list, photos, pickedUpId: pickedUp?.id, announcement, onClick, onKeyDown, onPointerDown };
}

const columnsOf = (list: HTMLElement | null) =>
  list ? getComputedStyle(list).gridTemplateColumns.split(' ').length : 1;
