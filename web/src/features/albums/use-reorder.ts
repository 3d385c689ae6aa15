import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Photo } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { photoName } from '../../shared/photo-grid/photo-image.ts';
import { moveItem, positionByKey } from './album-order.ts';

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

type DragOptions = {
  pickUp: (index: number) => void;
  move: (index: number) => void;
  putDown: () => void;
};

const threshold = 6;
const edge = 80;
const scrollStep = 12;

/** Drags photos with a mouse or pen. Touch scrolls the page: users tap the photo, then its new position. */
function useDragReorder(options: DragOptions) {
  const latest = useRef(options);
  const isDragged = useRef(false);
  const ending = useRef<AbortController>(undefined);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => () => ending.current?.abort(), []);

  return useMemo(
    () => ({
      /** Reports whether a click ends a drag. Keyboard clicks never do. */
      endsDrag: ({ detail }: MouseEvent) => isDragged.current && detail > 0,
      onPointerDown(event: PointerEvent, index: number) {
        isDragged.current = false;
        if (event.pointerType === 'touch' || event.button !== 0) return;
        const start = { x: event.clientX, y: event.clientY };
        let pointer = start;
        let frame = 0;
        const controller = new AbortController();
        ending.current = controller;
        const { signal } = controller;

        const scroll = () => {
          frame = requestAnimationFrame(scroll);
          const step =
            pointer.y < edge ? -scrollStep : pointer.y > window.innerHeight - edge ? scrollStep : 0;
          if (isDragged.current && step !== 0) window.scrollBy({ top: step, behavior: 'instant' });
        };
        const end = () => {
          cancelAnimationFrame(frame);
          controller.abort();
          if (isDragged.current) latest.current.putDown();
        };
        const onMove = (moved: globalThis.PointerEvent) => {
          pointer = { x: moved.clientX, y: moved.clientY };
          if (!isDragged.current) {
            if (Math.hypot(pointer.x - start.x, pointer.y - start.y) < threshold) return;
            isDragged.current = true;
            latest.current.pickUp(index);
            frame = requestAnimationFrame(scroll);
          }
          const under = document
            .elementFromPoint(pointer.x, pointer.y)
            ?.closest<HTMLElement>('[data-position]');
          if (under?.dataset.position !== undefined) latest.current.move(Number(under.dataset.position));
        };
        window.addEventListener('pointermove', onMove, { signal });
        window.addEventListener('pointerup', end, { signal });
        window.addEventListener('pointercancel', end, { signal });
      },
    }),
    [],
  );
}
