import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Photo } from '../../api/types.ts';
import type { Selection } from './use-selection.ts';

/** In page coordinates, which scrolling does not change. */
type Rectangle = { left: number; top: number; right: number; bottom: number };

type SeenTile = { photo: Photo; box: Rectangle };

const threshold = 6;
const edge = 60;
const scrollStep = 14;

/**
 * Selects the photos that a box drawn with the mouse touches. A drag starts in the frame, or beside or below it in
 * the page's margin. Returns the box in the frame's coordinates.
 */
export function useDragBox(frame: RefObject<HTMLElement | null>, selection: Selection) {
  const [box, setBox] = useState<Rectangle>();
  const isDragged = useRef(false);
  const ending = useRef<AbortController>(undefined);
  const shown = useRef(selection.shown);
  useEffect(() => {
    shown.current = selection.shown;
  });
  useEffect(() => () => ending.current?.abort(), []);

  const begin = (event: PointerEvent) => {
    const element = frame.current;
    const isOnControl = event.target instanceof Element && event.target.closest('button, input, label');
    isDragged.current = false;
    if (event.pointerType !== 'mouse' || event.button !== 0 || isOnControl || !element) return;
    const start = { x: event.pageX, y: event.pageY };
    let pointer = { x: event.clientX, y: event.clientY };
    const before = event.shiftKey || event.ctrlKey || event.metaKey ? selection.photos : [];
    // Tiles scrolled out of view are no longer rendered: remember their position.
    const seen = new Map<string, SeenTile>();
    let timer = 0;
    const controller = new AbortController();
    ending.current = controller;
    const { signal } = controller;
    signal.addEventListener('abort', () => {
      cancelAnimationFrame(timer);
      setBox(undefined);
    });

    const draw = () => {
      const x = pointer.x + window.scrollX;
      const y = pointer.y + window.scrollY;
      if (!isDragged.current && Math.hypot(x - start.x, y - start.y) < threshold) return;
      isDragged.current = true;
      const drawn = between(start, { x, y });
      recordTiles(element, shown.current, seen);
      const touched = [...seen.values()].filter((tile) => overlap(tile.box, drawn));
      selection.set([...before, ...touched.map(({ photo }) => photo)]);
      const origin = pageRectangle(element);
      setBox({
        left: drawn.left - origin.left,
        top: drawn.top - origin.top,
        right: drawn.right - origin.left,
        bottom: drawn.bottom - origin.top,
      });
    };
    const scroll = () => {
      timer = requestAnimationFrame(scroll);
      if (!isDragged.current) return;
      const step = pointer.y < edge ? -scrollStep : pointer.y > window.innerHeight - edge ? scrollStep : 0;
      if (step === 0) return;
      window.scrollBy({ top: step, behavior: 'instant' });
      draw();
    };
    timer = requestAnimationFrame(scroll);
    window.addEventListener(
      'pointermove',
      (moved) => {
        pointer = { x: moved.clientX, y: moved.clientY };
        draw();
      },
      { signal },
    );
    // Do not select text while dragging.
    document.addEventListener('selectstart', (selecting) => selecting.preventDefault(), { signal });
    for (const type of ['pointerup', 'pointercancel', 'blur'] as const)
      window.addEventListener(type, () => controller.abort(), { signal });
  };

  const latest = useRef(begin);
  useEffect(() => {
    latest.current = begin;
  });
  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (frame.current && beginsBox(event, frame.current)) latest.current(event);
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [frame]);

  return { box, isDragged };
}

function beginsBox({ target, clientY }: PointerEvent, frame: HTMLElement): boolean {
  if (!(target instanceof Element)) return false;
  if (frame.contains(target)) return true;
  // The window's scrollbar belongs to the root element.
  const page = target.closest('main');
  return page !== null && !target.closest('a, dialog') && clientY >= frame.getBoundingClientRect().top;
}

function recordTiles(frame: HTMLElement, shown: readonly Photo[], seen: Map<string, SeenTile>) {
  for (const tile of frame.querySelectorAll<HTMLElement>('[data-photo]')) {
    const id = tile.dataset.photo ?? '';
    const photo = seen.get(id)?.photo ?? shown.find((photo) => photo.id === id);
    if (photo) seen.set(id, { photo, box: pageRectangle(tile) });
  }
}

function pageRectangle(element: HTMLElement): Rectangle {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const { scrollX, scrollY } = window;
  return { left: left + scrollX, top: top + scrollY, right: right + scrollX, bottom: bottom + scrollY };
}

type Point = { x: number; y: number };

const between = (one: Point, other: Point): Rectangle => ({
  left: Math.min(one.x, other.x),
  top: Math.min(one.y, other.y),
  right: Math.max(one.x, other.x),
  bottom: Math.max(one.y, other.y),
});

const overlap = (one: Rectangle, other: Rectangle) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
