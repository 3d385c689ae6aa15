import type { CSSProperties } from 'react';
import type { Photo, Rendition } from '../../api/types.ts';
import type { Format } from '../i18n/format.ts';
import { messages } from '../i18n/messages.ts';

/** Width over height. Grids crop panoramas, so that a row stays readable. */
export function gridAspect(photo: Photo): number {
  return Math.min(4, Math.max(0.4, aspectOf(photo)));
}

export function aspectOf(photo: Photo): number {
  return photo.width && photo.height ? photo.width / photo.height : 3 / 2;
}

/** Limits a picture to its own pixels, because enlarging a small one blurs it. */
export const naturalSizeOf = ({ width, height }: Photo): CSSProperties | undefined =>
  width && height ? { maxInlineSize: width, maxBlockSize: height, margin: 'auto' } : undefined;

export type PhotoSources = { src: string; srcSet: string };

/** Returns the sources of an `img`. `undefined` while there are no renditions. */
export function photoSources(photo: Photo): PhotoSources | undefined {
  const webp = renditionsOf(photo, 'webp');
  const chosen = webp.length > 0 ? webp : renditionsOf(photo, 'jpeg');
  const middle = chosen.find((rendition) => rendition.width >= 640) ?? chosen.at(-1);
  if (!middle) return undefined;
  return { src: middle.url, srcSet: chosen.map(({ url, width }) => `${url} ${width}w`).join(', ') };
}

/** Returns the widest rendition, for zooming. */
export const widestOf = (photo: Photo): Rendition | undefined =>
  renditionsOf(photo, 'webp').at(-1) ?? renditionsOf(photo, 'jpeg').at(-1);

export function renditionsOf(photo: Photo, format: Rendition['format']): Rendition[] {
  return photo.renditions
    .filter((rendition) => rendition.format === format)
    .sort((one, other) => one.width - other.width);
}

/**
 * Returns the `sizes` of a tile with this aspect ratio. `overhang` is how many times wider than its tile a cropped
 * panorama is. The value never changes: browsers would fetch a picture twice if hydration refined it.
 */
export function gridSizes(aspect: number, overhang = 1): string {
  const at = (height: number) => `${Math.ceil(aspect * overhang * height * 1.15)}px`;
  const full = overhang === 1 ? '100vw' : `${Math.ceil(100 * overhang)}vw`;
  const narrow = aspect > 1.2 ? full : `min(100vw, ${Math.ceil(aspect * 130 * 1.6)}px)`;
  return `(max-width: 500px) ${narrow}, (max-width: 830px) ${at(190)}, (max-width: 1330px) ${at(230)}, (max-width: 1860px) ${at(270)}, (max-width: 2660px) ${at(320)}, ${at(400)}`;
}

/** The `sizes` of a photo on its own page. */
export const photoPageSizes = (photo: Photo) => `min(100vw, ${Math.round(aspectOf(photo) * 90)}vh)`;

/** Returns when the first signed URL of a photo expires. `undefined` for public photos, whose URLs do not expire. */
export function urlExpiryOf(photo: Photo): number | undefined {
  const ends = photo.renditions.flatMap(({ url }) => /[?&]expires=(\d+)/u.exec(url)?.[1] ?? []);
  return ends.length > 0 ? Math.min(...ends.map(Number)) : undefined;
}

/** Identifies the current set of signed URLs of a photo. */
export const signedUrlOf = (photo: Photo): string => photo.renditions[0]?.url ?? '';

type Brightness = 'dark' | 'light' | 'mixed';

/**
 * Returns the average brightness of a picture with transparency, `undefined` for an opaque one. The first bytes of a
 * thumbhash hold both: https://evanw.github.io/thumbhash/
 */
export function brightnessOf(thumbhash: string | null): Brightness | undefined {
  // Eight characters are the first six bytes, the minimum length of a thumbhash with transparency.
  if (!/^[\w+/]{8}/u.test(thumbhash ?? '')) return undefined;
  const byteAt = (index: number) => atob(thumbhash?.slice(0, 8) ?? '').charCodeAt(index);
  const header = byteAt(0) | (byteAt(1) << 8) | (byteAt(2) << 16);
  if (header >> 23 === 0) return undefined;
  const lightness = (header & 63) / 63;
  const warmth = ((header >> 6) & 63) / 31.5 - 1;
  const redness = ((header >> 12) & 63) / 31.5 - 1;
  const blue = lightness - (2 / 3) * warmth;
  const red = (3 * lightness - blue + redness) / 2;
  const luminance = 0.2126 * light(red) + 0.7152 * light(red - redness) + 0.0722 * light(blue);
  if (luminance < 0.12) return 'dark';
  return luminance > 0.45 ? 'light' : 'mixed';
}

const light = (value: number) => Math.min(1, Math.max(0, value)) ** 2.2;

const maxTagsInName = 3;

/**
 * Returns the title. An untitled photo gets its date and tags, or its location if it has no tags. Only the owner sees
 * the file name.
 */
export function photoName(photo: Photo, format: Format): string {
  const { title, owner, takenAt, tags, place, fileName, createdAt } = photo;
  if (title) return title;
  const facts = [
    takenAt && format.cameraDay(takenAt),
    ...tags.slice(0, maxTagsInName),
    tags.length === 0 && place && format.coordinates(place.latitude, place.longitude),
  ].filter((fact) => typeof fact === 'string' && fact !== '');
  if (facts.length > 0) return [messages.photo.untitled, ...facts].join(', ');
  if (fileName) return fileName;
  return messages.photo.uploadedBy(owner.displayName || owner.username, format.day(createdAt));
}

/** Returns the owner's alt text, or the photo's name. */
export const photoAlt = (photo: Photo, format: Format) => photo.altText || photoName(photo, format);
