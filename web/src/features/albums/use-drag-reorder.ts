import { type MouseEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';

type DragOptions = {
  pickUp: (index: number) => void;
  move: (index: number) => void;
  putDown: () => void;
};

const threshold = 6;
const edge = 80;
const scrollStep = 12;

/** Drags photos with a mouse or pen. Touch scrolls the page: users tap the photo, then its new position. */
export function useDragReorder(options: DragOptions) {
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
