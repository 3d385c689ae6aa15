import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';

type ZoomOptions = {
  stage: RefObject<HTMLElement | null>;
  picture: RefObject<HTMLElement | null>;
  /** Width of the largest rendition. */
  pixelWidth: number;
  onSwipe: (direction: 'previous' | 'next') => void;
};

const keyStep = 1.5;

/** Zooms by pinch, wheel and double click, and pans by dragging. Moves the picture without rendering the page. */
export function useZoom({ stage, picture, pixelWidth, onSwipe }: ZoomOptions) {
  const zoom = useRef<Zoom>(unzoomed);
  const pointers = useRef(new Map<number, Point>());
  const drag = useRef({ from: 0, at: 0 });
  /** Set until a single finger comes down: lifting two fingers one by one is no swipe. */
  const isPinch = useRef(false);
  const [isZoomed, setIsZoomed] = useState(false);

  const apply = useCallback(
    (next: Zoom, { isSmooth = false } = {}) => {
      if (!stage.current || !picture.current) return;
      const { offsetWidth: width, offsetHeight: height } = picture.current;
      const inside = { width: stage.current.clientWidth, height: stage.current.clientHeight };
      zoom.current = keepInside(next, { width, height }, inside);
      const { x, y, scale } = zoom.current;
      picture.current.dataset.smooth = String(isSmooth);
      picture.current.style.transform = scale === 1 ? '' : `translate(${x}px, ${y}px) scale(${scale})`;
      setIsZoomed(scale > 1);
    },
    [stage, picture],
  );

  const zoomTo = useCallback(
    (point: Point, scale: number) =>
      zoomAround(zoom.current, point, scale, maxScaleOf(picture.current?.offsetWidth ?? 0, pixelWidth)),
    [picture, pixelWidth],
  );

  const fromMiddle = useCallback(
    (event: { clientX: number; clientY: number }): Point => {
      const box = stage.current?.getBoundingClientRect();
      if (!box) return { x: 0, y: 0 };
      return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
    },
    [stage],
  );

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      // If the page can scroll, the wheel scrolls it.
      const { scrollHeight, clientHeight } = document.documentElement;
      if (!event.ctrlKey && zoom.current.scale === 1 && scrollHeight > clientHeight) return;
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const strength = event.ctrlKey ? 0.01 : 0.002;
      const scale = zoom.current.scale * Math.exp(-event.deltaY * lines * strength);
      apply(zoomTo(fromMiddle(event), scale));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [stage, apply, fromMiddle, zoomTo]);

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || (event.target as Element).closest('a, button')) return;
    pointers.current.set(event.pointerId, fromMiddle(event));
    isPinch.current = pointers.current.size > 1;
    drag.current = { from: event.clientX, at: event.timeStamp };
    if (zoom.current.scale > 1) stage.current?.setPointerCapture(event.pointerId);
  };

  const onPointerMove = (event: PointerEvent) => {
    // A mouse button released outside the window sends no event.
    if (event.buttons === 0) pointers.current.delete(event.pointerId);
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = fromMiddle(event);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    if (other) {
      const growth = distance(now, other) / Math.max(1, distance(before, other));
      apply(zoomTo(middle(now, other), zoom.current.scale * growth));
    } else if (zoom.current.scale > 1) {
      const { x, y, scale } = zoom.current;
      apply({ scale, x: x + now.x - before.x, y: y + now.y - before.y });
    } else if (event.pointerType !== 'mouse' && !isPinch.current && picture.current) {
      picture.current.dataset.smooth = 'false';
      picture.current.style.transform = `translateX(${event.clientX - drag.current.from}px)`;
    }
  };

  const onPointerUp = (event: PointerEvent) => {
    if (!pointers.current.delete(event.pointerId) || zoom.current.scale > 1) return;
    const swipe = detectSwipe(event.clientX - drag.current.from, event.timeStamp - drag.current.at);
    apply(unzoomed, { isSmooth: true });
    const isSwipe = !isPinch.current && event.pointerType !== 'mouse' && event.type === 'pointerup';
    if (isSwipe && swipe) onSwipe(swipe);
  };

  return {
    isZoomed,
    reset: useCallback(() => apply(unzoomed), [apply]),
    zoomBy: (steps: number) =>
      apply(zoomTo({ x: 0, y: 0 }, zoom.current.scale * keyStep ** steps), {
        isSmooth: true,
      }),
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: onPointerUp,
      onDoubleClick: (event: { clientX: number; clientY: number; target: EventTarget }) => {
        if ((event.target as Element).closest('a, button')) return;
        const [shown, around] = [picture.current, stage.current];
        if (!shown || !around) return;
        const inside = { width: around.clientWidth, height: around.clientHeight };
        const closer = scaleForDoubleClick(
          { width: shown.offsetWidth, height: shown.offsetHeight },
          inside,
          pixelWidth,
        );
        apply(zoomTo(fromMiddle(event), zoom.current.scale > 1 ? 1 : closer), { isSmooth: true });
      },
    },
  };
}

const distance = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);
const middle = (one: Point, other: Point) => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });

type Size = { width: number; height: number };
type Point = { x: number; y: number };
/** The picture's scale, and the offset of its centre from the stage's centre. */
type Zoom = Point & { scale: number };

export const unzoomed: Zoom = { scale: 1, x: 0, y: 0 };
const minMaxScale = 8;
/** CSS pixels for each pixel of the largest rendition, so that they can be told apart. */
const pixelScale = 1.5;

/** Returns the largest scale: enough to see every pixel, and at least eight. */
export const maxScaleOf = (shownWidth: number, pixelWidth: number): number =>
  Math.max(minMaxScale, (pixelScale * pixelWidth) / Math.max(1, shownWidth));

/** Returns the scale for a double click. A panorama fills the stage by its short side, as far as its pixels allow. */
export function scaleForDoubleClick(picture: Size, stage: Size, pixelWidth: number): number {
  const filling = Math.max(stage.width / picture.width, stage.height / picture.height);
  return Math.max(doubleClickScale, Math.min(filling, pixelWidth / Math.max(1, picture.width)));
}
const doubleClickScale = 2.5;

/** Changes the scale and keeps `point`, relative to the stage's centre, in place. */
export function zoomAround(zoom: Zoom, point: Point, scale: number, maxScale = minMaxScale): Zoom {
  const next = Math.min(maxScale, Math.max(1, scale));
  const growth = next / zoom.scale;
  return {
    scale: next,
    x: point.x - (point.x - zoom.x) * growth,
    y: point.y - (point.y - zoom.y) * growth,
  };
}

/** Keeps the picture's edges outside the stage. */
export function keepInside(zoom: Zoom, picture: Size, stage: Size): Zoom {
  const room = (of: number, within: number) => Math.max(0, (of * zoom.scale - within) / 2);
  const within = (value: number, limit: number) =>
    limit === 0 ? 0 : Math.min(limit, Math.max(-limit, value));
  return {
    scale: zoom.scale,
    x: within(zoom.x, room(picture.width, stage.width)),
    y: within(zoom.y, room(picture.height, stage.height)),
  };
}

type Swipe = 'previous' | 'next' | undefined;

/** Detects a swipe: a horizontal drag that is long or fast enough. */
export function detectSwipe(distance: number, milliseconds: number): Swipe {
  const isSwipe =
    Math.abs(distance) > 80 || (Math.abs(distance) > 24 && Math.abs(distance) / milliseconds > 0.4);
  if (!isSwipe) return undefined;
  return distance > 0 ? 'previous' : 'next';
}
