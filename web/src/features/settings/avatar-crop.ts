import type { AvatarCrop } from '../../api/use-change-account.ts';

/** The square that is chosen: its centre in parts of the photo's width and height, and how much it is enlarged. */
export type Square = { x: number; y: number; zoom: number };

export const zoomLimits = { min: 1, max: 5 } as const;
export const wholeSquare: Square = { x: 0.5, y: 0.5, zoom: 1 };

/** Parts of the photo's width and height that the square takes. */
export function extentOf({ zoom }: Square, aspect: number): { width: number; height: number } {
  const short = 1 / zoom;
  return aspect > 1 ? { width: short / aspect, height: short } : { width: short, height: short * aspect };
}

/** The square moved and enlarged, and kept within the photo. */
export function placeSquare(square: Square, aspect: number): Square {
  const zoom = clamp(square.zoom, zoomLimits.min, zoomLimits.max);
  const { width, height } = extentOf({ ...square, zoom }, aspect);
  return {
    x: clamp(square.x, width / 2, 1 - width / 2),
    y: clamp(square.y, height / 2, 1 - height / 2),
    zoom,
  };
}

/** The API's form, in thousandths. */
export function toCrop(square: Square, aspect: number): AvatarCrop {
  const { width, height } = extentOf(square, aspect);
  const thousandths = (part: number) => clamp(Math.round(part * 1000), 0, 1000);
  return {
    left: thousandths(square.x - width / 2),
    top: thousandths(square.y - height / 2),
    size: thousandths(1 / square.zoom),
  };
}

const clamp = (value: number, min: number, max: number) => Math.max(min, Math.min(max, value));
