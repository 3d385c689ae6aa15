import type { AvatarCrop } from '../../api/use-change-account.ts';

/** The chosen square: its centre as fractions of the photo's width and height, and its zoom. */
export type Square = { x: number; y: number; zoom: number };

export const zoomLimits = { min: 1, max: 5 } as const;
export const initialSquare: Square = { x: 0.5, y: 0.5, zoom: 1 };

/** Returns the square's size as fractions of the photo's width and height. */
export function extentOf({ zoom }: Square, aspect: number): { width: number; height: number } {
  const short = 1 / zoom;
  return aspect > 1 ? { width: short / aspect, height: short } : { width: short, height: short * aspect };
}

/** Keeps the square within the photo and its zoom within the limits. */
export function clampSquare(square: Square, aspect: number): Square {
  const zoom = clamp(square.zoom, zoomLimits.min, zoomLimits.max);
  const { width, height } = extentOf({ ...square, zoom }, aspect);
  return {
    x: clamp(square.x, width / 2, 1 - width / 2),
    y: clamp(square.y, height / 2, 1 - height / 2),
    zoom,
  };
}

/** Converts the square to thousandths, as the API expects. */
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
