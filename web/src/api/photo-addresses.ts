import type { Photo } from './types.ts';

/** Until when the addresses of its pictures hold; undefined where they do for ever, as all that is public does. */
export function expiryOf(photo: Photo): number | undefined {
  const ends = photo.renditions.flatMap(({ url }) => /[?&]expires=(\d+)/u.exec(url)?.[1] ?? []);
  return ends.length > 0 ? Math.min(...ends.map(Number)) : undefined;
}

/** The same for the same addresses. */
export const addressOf = (photo: Photo): string => photo.renditions[0]?.url ?? '';
