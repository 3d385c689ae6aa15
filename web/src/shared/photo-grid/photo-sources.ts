import type { Photo, Rendition } from '../../api/types.ts';

export type PhotoSources = { src: string; srcSet: string };

/** What an `img` is to choose from; undefined while there are no renditions. */
export function photoSources(photo: Photo): PhotoSources | undefined {
  const webp = renditionsOf(photo, 'webp');
  const chosen = webp.length > 0 ? webp : renditionsOf(photo, 'jpeg');
  const middle = chosen.find((rendition) => rendition.width >= 640) ?? chosen.at(-1);
  if (!middle) return undefined;
  return { src: middle.url, srcSet: chosen.map(({ url, width }) => `${url} ${width}w`).join(', ') };
}

/** The widest rendition, which one zooms into. */
export const widestOf = (photo: Photo): Rendition | undefined =>
  renditionsOf(photo, 'webp').at(-1) ?? renditionsOf(photo, 'jpeg').at(-1);

export function renditionsOf(photo: Photo, format: Rendition['format']): Rendition[] {
  return photo.renditions
    .filter((rendition) => rendition.format === format)
    .sort((one, other) => one.width - other.width);
}

/**
 * The width that a photo takes in the grid, by the window's. `aspect` is the tile's. A panorama is cut at both ends of its
 * tile and is `overhang` times as wide. Said once and for good: were it refined to the pixel
 * after hydration, browsers would fetch pictures twice.
 */
export function gridSizes(aspect: number, overhang = 1): string {
  const at = (height: number) => `${Math.ceil(aspect * overhang * height * 1.15)}px`;
  const full = overhang === 1 ? '100vw' : `${Math.ceil(100 * overhang)}vw`;
  const narrow = aspect > 1.2 ? full : `min(100vw, ${Math.ceil(aspect * 130 * 1.6)}px)`;
  return `(max-width: 500px) ${narrow}, (max-width: 830px) ${at(190)}, (max-width: 1330px) ${at(230)}, (max-width: 1860px) ${at(270)}, (max-width: 2660px) ${at(320)}, ${at(400)}`;
}
