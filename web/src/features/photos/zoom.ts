export type Size = { width: number; height: number };
export type Point = { x: number; y: number };
/** The picture's scale, and the offset of its centre from the stage's centre. */
export type Zoom = Point & { scale: number };

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

export type Swipe = 'previous' | 'next' | undefined;

/** Detects a swipe: a horizontal drag that is long or fast enough. */
export function detectSwipe(distance: number, milliseconds: number): Swipe {
  const isSwipe =
    Math.abs(distance) > 80 || (Math.abs(distance) > 24 && Math.abs(distance) / milliseconds > 0.4);
  if (!isSwipe) return undefined;
  return distance > 0 ? 'previous' : 'next';
}
