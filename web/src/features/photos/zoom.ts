export type Size = { width: number; height: number };
export type Point = { x: number; y: number };
/** The picture's magnification, and how far its middle is from the stage's. */
export type Zoom = Point & { scale: number };

export const unzoomed: Zoom = { scale: 1, x: 0, y: 0 };
const leastMaxScale = 8;
/** So that the pixels of the largest rendition can be told from one another. */
const pixelScale = 1.5;

/** How far one zooms: to every pixel there is, and never less than eight times. */
export const maxScaleOf = (shownWidth: number, pixelWidth: number): number =>
  Math.max(leastMaxScale, (pixelScale * pixelWidth) / Math.max(1, shownWidth));

/** The magnification of a double click. A strip fills the stage by its short side, as far as its pixels allow. */
export function closerScale(picture: Size, stage: Size, pixelWidth: number): number {
  const filling = Math.max(stage.width / picture.width, stage.height / picture.height);
  return Math.max(doubleClickScale, Math.min(filling, pixelWidth / Math.max(1, picture.width)));
}
const doubleClickScale = 2.5;

/** Changes the magnification while what lies under `point`, measured from the stage's middle, stays under it. */
export function zoomAround(zoom: Zoom, point: Point, scale: number, maxScale = leastMaxScale): Zoom {
  const next = Math.min(maxScale, Math.max(1, scale));
  const growth = next / zoom.scale;
  return {
    scale: next,
    x: point.x - (point.x - zoom.x) * growth,
    y: point.y - (point.y - zoom.y) * growth,
  };
}

/** Keeps the picture's edges from coming inside the stage's. */
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

export type Swipe = 'previous' | 'next' | undefined;

/** What letting go after a drag to the side means: far enough, or quick enough. */
export function swipeOf(distance: number, milliseconds: number): Swipe {
  const isSwipe =
    Math.abs(distance) > 80 || (Math.abs(distance) > 24 && Math.abs(distance) / milliseconds > 0.4);
  if (!isSwipe) return undefined;
  return distance > 0 ? 'previous' : 'next';
}
