import type { CSSProperties } from 'react';
import type { Photo } from '../../api/types.ts';

/** Width over height. Panoramas and strips are shown cut in grids, so that a row stays a row. */
export function gridAspect(photo: Photo): number {
  return Math.min(4, Math.max(0.4, aspectOf(photo)));
}

export function aspectOf(photo: Photo): number {
  return photo.width && photo.height ? photo.width / photo.height : 3 / 2;
}

/** Bounds a picture to its own pixels: a small one would be a blur beside others. */
export const naturalSizeOf = ({ width, height }: Photo): CSSProperties | undefined =>
  width && height ? { maxInlineSize: width, maxBlockSize: height, margin: 'auto' } : undefined;
